using System.Text;
using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests;

/// <summary>Each rule has a page, and what the page shows is true.</summary>
public sealed class RulePageTests
{
    /// <summary>Set to 1, the index is written anew.</summary>
    private const string AcceptVariable = "TOPOGEN_ACCEPT_SNAPSHOTS";

    /// <summary>No program can show that the generator fails.</summary>
    private const string GeneratorFailed = "TG0901";

    public static TheoryData<string> Shown => [.. RulePage.All().Select(static page => page.Id).Where(static id => id != GeneratorFailed)];

    public static TheoryData<string> Ids => [.. RulePage.All().Select(static page => page.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        Assert.Equal(Toolbox.Rules.Select(static rule => rule.Id).Distinct(), RulePage.All().Select(static page => page.Id));
        Assert.All(Toolbox.Rules.GroupBy(static rule => rule.Id), static rules => Assert.Single(rules));
        Assert.All(Toolbox.Rules, static rule => Assert.EndsWith($"/analyzers/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_page_says_what_the_rule_says(string id)
    {
        RulePage page = RulePage.All().Single(page => page.Id == id);
        DiagnosticDescriptor rule = Toolbox.Rules.First(rule => rule.Id == id);

        Assert.Equal($"# {id}: {rule.Title}", page.Heading);
        Assert.StartsWith($"{page.Heading}\n\nSeverity: {rule.DefaultSeverity}{(HasFix(id) ? ", has a code fix" : "")}\n\n## Cause\n", page.Text, StringComparison.Ordinal);
        Assert.All(["Cause", "Wrong", "Right", "When to suppress"], heading => Assert.False(string.IsNullOrWhiteSpace(page.Section(heading)), heading));
    }

    [Theory, MemberData(nameof(Shown))]
    public async Task The_wrong_programs_fire_the_rule_and_no_other(string id)
    {
        RulePage page = RulePage.All().Single(page => page.Id == id);
        Assert.NotEmpty(page.Programs("Wrong"));
        foreach ((string code, string[] errors) in page.Programs("Wrong"))
        {
            AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(code), Toolbox.Analyzers, page.Contract("Wrong"));
            Diagnostic[] unexpected = [.. run.InEditor.Where(diagnostic => diagnostic.Id != id && !errors.Contains(diagnostic.Id))];
            Assert.True(unexpected.Length == 0, string.Join("\n", unexpected.Select(Check.Describe)) + "\n" + code);
            Assert.Contains(id, run.InEditor.Select(static diagnostic => diagnostic.Id));
            Assert.True(run.OnCommandLine.Any(diagnostic => diagnostic.Id == id), $"A build does not print {id}, only an editor does.\n{code}");
        }
    }

    [Theory, MemberData(nameof(Shown))]
    public async Task The_right_programs_fire_nothing(string id)
    {
        RulePage page = RulePage.All().Single(page => page.Id == id);
        Assert.NotEmpty(page.Programs("Right"));
        foreach ((string code, _) in page.Programs("Right"))
        {
            AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(code), Toolbox.Analyzers, page.Contract("Right"));
            Assert.True(!run.InEditor.Any(), string.Join("\n", run.InEditor.Select(Check.Describe)) + "\n" + code);
        }
    }

    [Fact]
    public void The_index_lists_every_rule()
    {
        var index = new StringBuilder("""
            # Rules

            Generated from the rules themselves: `TOPOGEN_ACCEPT_SNAPSHOTS=1 dotnet test tests/TopoGen.Analyzers.Tests --filter RulePageTests` writes it anew.
            Severities are set in `.editorconfig`, for one rule (`dotnet_diagnostic.TG0604.severity = warning`) or for a category
            (`dotnet_analyzer_diagnostic.category-TopoGen.HotPath.severity = none`).

            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, DiagnosticDescriptor> category in Toolbox.Rules.DistinctBy(static rule => rule.Id).GroupBy(static rule => rule.Category))
        {
            index.Append($"\n## {category.Key}\n\n| rule | severity | fix | |\n|---|---|---|---|\n");
            foreach (DiagnosticDescriptor rule in category)
            {
                index.Append($"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {(HasFix(rule.Id) ? "yes" : "")} | {rule.Title} |\n");
            }
        }

        string path = Path.Combine(RulePage.Folder, "README.md");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, index.ToString());
        }

        Assert.Equal(index.ToString(), File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static bool HasFix(string id) => Toolbox.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));
}
