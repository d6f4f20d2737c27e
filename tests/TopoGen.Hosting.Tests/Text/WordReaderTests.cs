using System.Text;
using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class WordReaderTests
{
    private readonly WordReader _reader = new();

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\n,.", "")]
    [InlineData("The quick-brown FOX, 42 times", "the|quick|brown|fox|42|times")]
    [InlineData("word", "word")]
    [InlineData("[@A`Z{", "a|z")]
    [InlineData("Ärger über ΣΊΣΥΦΟΣ", "ärger|über|σίσυφοσ")]
    [InlineData("caf\u0065\u0301s", "cafe|s")]
    [InlineData("x\U0001D7D8\U00010400y \U0001F600z", "x\U0001D7D8\U00010428y|z")]
    [InlineData("٣٤\u00A0五", "٣٤|五")]
    public void Words_are_runs_of_letters_and_digits_in_lower_case(string text, string words) => Assert.Equal(words, string.Join("|", Read(text)));

    [Fact]
    public void Unpaired_surrogates_are_no_letters()
        => Assert.Equal(["a", "b", "c"], Read("a\uD800b\uDC00c\uD83D"));

    [Fact]
    public void Any_text_has_the_words_that_its_runes_make()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string[] pieces = ["a", "B", "7", " ", "-", "é", "Ü", "\u0301", "中", "\U00010400", "\U0001F600", "\uD800", "\uDC00", "\uFFFD", "@", "["];
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var line = new StringBuilder();
            foreach (Rune rune in text.EnumerateRunes())
            {
                line.Append(Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : "\n");
            }

            string[] expected = line.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(expected.SequenceEqual(Read(text)), $"seed {seed}, round {i}: '{text}'");
        }
    }

    [Fact]
    public void Words_that_come_again_are_the_same_string() => Assert.Same(Read("Word")[0], Read("the word")[1]);

    private List<string> Read(string text)
    {
        var words = new List<string>();
        foreach (string word in _reader.Read(text))
        {
            words.Add(word);
        }

        return words;
    }
}
