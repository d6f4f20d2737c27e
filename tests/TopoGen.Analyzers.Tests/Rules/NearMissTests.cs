using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>What is nearly wrong compiles, and no rule speaks.</summary>
public sealed class NearMissTests
{
    public static IEnumerable<object[]> Rows => NearMisses.All.Select(static (miss, i) => new object[] { miss.Rule, i });

    [Theory, MemberData(nameof(Rows))]
    public async Task What_is_nearly_wrong_is_right(string rule, int row)
    {
        NearMiss miss = NearMisses.All[row];

        AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(miss.Program), Toolbox.Analyzers, miss.Contract);

        Diagnostic[] told = [.. run.Generator.Concat(run.Analyzers).Where(d => d.Id == rule || !IsBeside(d))];
        Assert.True(told.Length == 0, string.Join("\n", told.Select(Check.Describe)) + "\n" + miss.Program);
        Assert.Empty(run.Compiler);
    }

    /// <summary>Samples are full of outputs that nobody reads, bodies are not looked at here, and a contract may tell what is harmless.</summary>
    private static bool IsBeside(Diagnostic diagnostic) => diagnostic.Id is "TG0207" or "TG0408" || !RuleHitTests.Rules.Contains(diagnostic.Id);
}
