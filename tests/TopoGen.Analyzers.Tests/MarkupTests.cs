namespace TopoGen.Analyzers.Tests;

/// <summary>The harness itself: a test that cannot fail would prove nothing.</summary>
public sealed class MarkupTests
{
    [Fact]
    public void Marks_may_be_nested_and_braces_may_stand_beside_them()
    {
        Markup markup = Markup.Parse("a {|TG0101:b {|CS0001:c|} {d}|}; x is { } || y { z = 1 |}");

        Assert.Equal("a b c {d}; x is { } || y { z = 1 |}", markup.Text);
        Assert.Equal(
            [("TG0101", "b c {d}"), ("CS0001", "c")],
            markup.Marks.Select(mark => (mark.Id, markup.Text.Substring(mark.Span.Start, mark.Span.Length))));
    }

    [Fact]
    public async Task What_is_not_marked_fails_the_check_and_what_is_marked_must_come()
    {
        const string Wrong = "class C { int M() { return {|CS0029:\"\"|}; } static void Main() { } }";
        await Check.Marked(Wrong, "Cannot implicitly convert type 'string' to 'int'");

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Check.Marked(Markup.Parse(Wrong).Text));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Check.Marked(Wrong.Replace("class", "{|CS0030:class|}", StringComparison.Ordinal)));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Check.Marked(Wrong, "Another message"));
    }

    [Fact]
    public async Task A_rule_that_throws_is_seen()
    {
        AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create("class C { static void Main() { } }"), [new ThrowingAnalyzer()]);

        Assert.Equal("AD0001", Assert.Single(run.Analyzers).Id);
    }

    [Fact]
    public Task A_valid_topology_is_silent() => Check.Silent(Sample.WordCount);
}
