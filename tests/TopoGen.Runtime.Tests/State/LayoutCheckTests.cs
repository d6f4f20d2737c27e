using TopoGen.Layouts;

namespace TopoGen.Runtime.Tests.State;

public sealed class LayoutCheckTests
{
    [Theory]
    [InlineData("long by string", "long by string")]
    [InlineData("A.B; A.B { X: int }", "A.C; A.C { X: int }")]
    [InlineData("B by int; B { X: int, Y: string }", "B by int; B { Y: string, Z: decimal }")]
    [InlineData("B; B { }", "B; B { X: int }")]
    [InlineData("List<B>; B { X: int, Next: B? }", "B[]; B { Next: B?, X: int, More: C }; C { }")]
    [InlineData("Color:byte by (string, Color:byte?)", "byte by (string, Shade:byte?)")]
    [InlineData("Dictionary<string, ImmutableArray<int>>", "Dictionary<string, List<int>>")]
    public void Records_may_change_as_long_as_bytes_keep_their_meaning(string written, string current)
    {
        Assert.Null(LayoutCheck.Problem(Layout(written), Layout(current)));
        Assert.Null(LayoutCheck.Problem(Layout(current), Layout(written)));
    }

    [Theory]
    [InlineData("long by string", "int by string", "its value changed from 'long' to 'int'")]
    [InlineData("long by string", "long by int", "its key changed from 'string' to 'int'")]
    [InlineData("long by (string, int)", "long by (int, string)", "its key changed from 'string' to 'int'")]
    [InlineData("long by (string, int)", "long by string", "its key changed from '(string, int)' to 'string'")]
    [InlineData("long", "long by string", "it had no key, and now has one")]
    [InlineData("long by string", "long", "it had a key, and now has none")]
    [InlineData("long", "long?", "its type changed from 'long' to 'long?'")]
    [InlineData("S.B; S.B { X: int }", "S.B; S.B { X: long }", "'S.B.X' changed from 'int' to 'long'")]
    [InlineData("S.B; S.B { X: int }", "int", "its type changed from 'S.B' to 'int'")]
    [InlineData("A; A { B: B[] }; B { C: Dictionary<int, Color:byte> }", "A; A { B: B[] }; B { C: Dictionary<int, Color:short> }", "'B.C' changed from 'Color:byte' to 'Color:short'")]
    [InlineData("long", "long {", "one of them is not understood")]
    [InlineData("", "long", "one of them is not understood")]
    public void Other_changes_are_refused_with_both_layouts(string written, string current, string difference)
        => Assert.Equal(
            $"State 'total' of 'Tally' was written as '{written}' and is now '{current}': {difference}",
            LayoutCheck.Problem(Layout(written), Layout(current)));

    [Fact]
    public void Text_without_sense_is_not_understood()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        const string Letters = "ab<>(),;{}?[]: .by ";
        for (int round = 0; round < 20_000; round++)
        {
            string text = new(random.GetItems<char>(Letters, random.Next(30)));
            LayoutParser.Parse(text);
        }

        Assert.Null(LayoutParser.Parse(new string('(', 1_000_000)));
    }

    private static StateLayout Layout(string text) => new("Tally", "total", text);
}
