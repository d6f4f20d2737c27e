using System.Text;
using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class Utf8WordReaderTests
{
    private static readonly string[] Pieces =
        ["a", "B", "7", " ", "-", "é", "Ü", "\u0301", "中", "\U00010400", "\U0001F600", "\u023A", "\u212A", "\u0130", "\uFFFD", "@", "[", "\0"];

    private readonly Utf8WordReader _reader = new();
    private readonly WordReader _reference = new();

    [Fact]
    public void Any_bytes_have_the_words_of_the_text_that_they_are_decoded_to()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(40)).SelectMany(_ => Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]))];
            if (random.Next(2) == 0 && bytes.Length > 0)
            {
                // No UTF-8 any more, mostly.
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var expected = new List<string>();
            foreach (string word in _reference.Read(Encoding.UTF8.GetString(bytes)))
            {
                expected.Add(word);
            }

            Assert.True(expected.SequenceEqual(Read(bytes)), $"seed {seed}, round {i}: {Convert.ToHexString(bytes)}");
        }
    }

    [Fact]
    public void Rune_that_grows_in_lower_case_has_room()
        => Assert.Equal([new string('\u2C65', 500)], Read(Encoding.UTF8.GetBytes(new string('\u023A', 500))));

    private List<string> Read(byte[] bytes)
    {
        var words = new List<string>();
        foreach (ReadOnlySpan<byte> word in _reader.Read(bytes))
        {
            words.Add(Encoding.UTF8.GetString(word));
        }

        return words;
    }
}
