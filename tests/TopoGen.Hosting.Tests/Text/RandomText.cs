using System.Text;

namespace TopoGen.Hosting.Tests.Text;

/// <summary>Bytes that are somewhat like text: words, line ends, letters of all lengths, and garbage.</summary>
internal static class RandomText
{
    private static readonly byte[][] Parts =
    [
        .. "a Zz 0 . \n \r\n \t é É ß Ω \u0301 \u6f22 \u3000 \U00010400 \U0001D7D8 \U0001F600 \uFFFD"
            .Split(' ').Select(Encoding.UTF8.GetBytes),
        " "u8.ToArray(), [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80],
    ];

    public static byte[] Bytes(int seed, int length)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(length);
        while (bytes.Count < length)
        {
            // Long runs of one part make long words and long lines.
            int repeat = random.Next(20) == 0 ? random.Next(30_000) : 1;
            byte[] part = Parts[random.Next(Parts.Length)];
            for (int i = 0; i < repeat && bytes.Count < length; i++)
            {
                bytes.AddRange(part);
            }
        }

        return [.. bytes];
    }
}
