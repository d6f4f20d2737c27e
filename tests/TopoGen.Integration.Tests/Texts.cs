using System.Text;

namespace TopoGen.Integration.Tests;

/// <summary>Texts that word counting may get wrong.</summary>
internal static class Texts
{
    private const string Prose =
        "It was the best of times, it was the worst of times; it was the age of wisdom, it was the age of foolishness. "
        + "Don't stop: 3.14 is not 314, snake_case is two words, and X-1 too.\n";

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["prose"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Prose, 500))),
        ["combining marks"] = Encoding.UTF8.GetBytes("cafe\u0301 caf\u00e9 CAF\u00c9 a\u0300b n\u0303\n\u0130stanbul \u0131 \u1e9e \u00df \u01c5 \u02b0a\n"),
        ["supplementary"] = Encoding.UTF8.GetBytes("\U00010400\U00010428 \U00010428\U00010428 x\U0001D7D8y \U0001F600a\U0001F600 \U00020000\u6f22\u5b57\u3002\u5b57\n"),
        ["line ends"] = "one\r\ntwo\rthree\r\n\r\n\u0085four\n"u8.ToArray(),
        ["empty"] = [],
        ["one word"] = "word"u8.ToArray(),
        ["byte order mark"] = [0xEF, 0xBB, 0xBF, .. "mark Mark"u8],
        ["invalid"] = [.. "ab"u8, 0xFF, .. "cd \xC3"u8, 0xC3, (byte)'x', 0xE2, 0x82, (byte)'y', 0xF0, 0x9F, 0x98, .. "\nz"u8, 0xC3],
        ["long word"] = Encoding.UTF8.GetBytes(new string('W', 300_000) + " " + new string('w', 300_000)),
        ["no line end"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"w{i % 977},"))),
        ["random"] = Random(seed: 20_260_101, length: 100_000),
        ["random letters"] = RandomLetters(seed: 7, length: 60_000),
    };

    public static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Mostly letters of all lengths, so that few places are good for a cut.</summary>
    public static byte[] RandomLetters(int seed, int length)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(random.Next(500) switch
            {
                0 => new Rune(' '),
                1 => new Rune(0x3002),
                < 200 => new Rune('a' + random.Next(3)),
                < 350 => new Rune(0x6f00 + random.Next(2)),
                < 400 => new Rune(0x10400 + random.Next(80)),
                _ => new Rune(0xC0 + random.Next(20)),
            });
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
