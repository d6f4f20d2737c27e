using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests;

/// <summary>A rule that speaks where nothing is wrong is worse than one that is silent.</summary>
public sealed class ValidProgramTests
{
    /// <summary>An output that nobody reads; the tests of the generator have some, to see what becomes of them.</summary>
    private const string Unread = "TG0207";

    public static TheoryData<string> Names => [.. ValidPrograms.All().Select(static program => program.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Valid_programs_give_no_diagnostics_at_all(string name)
    {
        AnalyzerRun run = await AnalyzerRun.Of(ValidPrograms.All().Single(program => program.Name == name).Sources);

        Diagnostic[] found = [.. run.InEditor.Where(diagnostic => diagnostic.Id != Unread || name is not (nameof(Rich) or nameof(Reliable)))];
        Assert.True(found.Length == 0, string.Join("\n", found.Select(Check.Describe)));
    }
}
