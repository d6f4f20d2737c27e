namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>Mistakes of a type around components, which the compiler punishes in the components.</summary>
public sealed class OuterTypeTests
{
    [Fact]
    public async Task A_topology_that_is_not_partial_is_told_once_and_by_a_build_too()
    {
        AnalyzerRun run = await AnalyzerRun.Of(Sample.WordCount.Replace("sealed partial class WordCount", "sealed class WordCount", StringComparison.Ordinal));

        Assert.Contains("CS8795", run.Compiler.Select(static d => d.Id));
        Assert.Equal(["TG0101"], run.InEditor.Select(static d => d.Id).Where(static id => id.StartsWith("TG", StringComparison.Ordinal)));
        Assert.Equal(["TG0101"], run.OnCommandLine.Select(static d => d.Id).Where(static id => id.StartsWith("TG", StringComparison.Ordinal)));
    }
}
