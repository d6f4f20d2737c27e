using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>What the generator would stub, analyzers explain: the same, at the same token, and a build shows it.</summary>
public sealed class MistakeTests
{
    /// <summary>A declaration that the compiler refuses before it asks analyzers.</summary>
    private const string Refused = "[Bolt] sealed class Refused { [ShuffleGrouping<Nothing>] public void Execute(in Nowhere n) { } [Output] private partial void Emit(in Nowhere n); }";

    [Theory]
    [MemberData(nameof(Mistakes.Bolts), MemberType = typeof(Mistakes))]
    public Task A_wrong_declaration_is_one_squiggle_at_its_token(string declaration, string id, string token, string message)
        => OneComes(Sample.WithBolt(declaration), id, token, message);

    [Theory]
    [MemberData(nameof(Mistakes.Topologies), MemberType = typeof(Mistakes))]
    public Task A_wrong_topology_is_one_squiggle_at_its_token(string source, string id, string token, string message)
        => OneComes("using TopoGen; namespace Samples { " + source + " }", id, token, message);

    [Theory]
    [MemberData(nameof(Mistakes.Bolts), MemberType = typeof(Mistakes))]
    public Task A_build_shows_a_wrong_declaration_beside_one_that_stops_the_compiler(string declaration, string id, string token, string message)
        => AlsoWithAnErrorBeside(Sample.WithBolt(declaration), id, token, message);

    [Theory]
    [MemberData(nameof(Mistakes.Topologies), MemberType = typeof(Mistakes))]
    public Task A_build_shows_a_wrong_topology_beside_one_that_stops_the_compiler(string source, string id, string token, string message)
        => AlsoWithAnErrorBeside("using TopoGen; namespace Samples { " + source + " }", id, token, message);

    /// <summary>All of what is said about wrong programs, word by word.</summary>
    [Fact]
    public async Task Every_message_says_what_to_do()
    {
        var text = new System.Text.StringBuilder();
        foreach (object?[] row in Mistakes.Bolts)
        {
            AnalyzerRun run = await AnalyzerRun.Of(Sample.WithBolt((string)row[0]!));
            text.Append(string.Concat(run.InEditor.Where(Matters).Select(static d => $"{d.Id}: {d.GetMessage(null)}\n")));
        }

        foreach (object?[] row in Mistakes.Topologies)
        {
            AnalyzerRun run = await AnalyzerRun.Of("using TopoGen; namespace Samples { " + row[0] + " }");
            text.Append(string.Concat(run.InEditor.Where(Matters).Select(static d => $"{d.Id}: {d.GetMessage(null)}\n")));
        }

        Snapshot.Matches(text.ToString());
    }

    private static async Task OneComes(string source, string id, string token, string message)
    {
        AnalyzerRun run = await AnalyzerRun.Of(source);

        Is(Assert.Single(run.InEditor, Matters), source, id, token, message);
        Assert.Single(run.OnCommandLine, Matters);
    }

    /// <summary>The generator says everything then, and analyzers say nothing: nothing comes twice in an editor.</summary>
    private static async Task AlsoWithAnErrorBeside(string source, string id, string token, string message)
    {
        AnalyzerRun alone = await AnalyzerRun.Of(source);
        AnalyzerRun run = await AnalyzerRun.Of(source, "using TopoGen; " + Refused);

        Assert.Contains(run.Compiler, static d => d.Id == "CS0751");
        Assert.DoesNotContain(run.Analyzers, static d => Toolbox.DeclarationRules.Contains(d.Id));
        Is(Assert.Single(run.Generator, d => Check.PathOf(d) == TestCompilation.PathOf(0) && d.Id == id && d.GetMessage(null).Contains(message, StringComparison.Ordinal)), source, id, token, message);
        Assert.Contains(run.OnCommandLine, d => d.Id == id && d.GetMessage(null).Contains(message, StringComparison.Ordinal));
        Diagnostic found = alone.InEditor.Single(Matters);
        Assert.Contains(run.Generator, d => d.Location.GetLineSpan().Span == found.Location.GetLineSpan().Span && d.GetMessage(null) == found.GetMessage(null));
    }

    /// <summary>Samples have outputs that nobody reads, for the tests to subscribe to.</summary>
    private static bool Matters(Diagnostic diagnostic) => diagnostic.Id != "TG0207";

    private static void Is(Diagnostic diagnostic, string source, string id, string token, string message)
    {
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(token, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
