using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Analyzers.Contracts;

namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Each rule that follows from declarations or from the contract file: told by its analyzer at exactly its token, word by word.</summary>
public sealed class RuleHitTests
{
    /// <summary>Told where an analyzer fails, and so by none.</summary>
    private const string GeneratorFailed = "TG0901";

    private static readonly Dictionary<DiagnosticAnalyzer, IReadOnlyList<RuleHit>> Hits = new()
    {
        [new DeclarationAnalyzer()] = DeclarationHits.All,
        [new TopologyAnalyzer()] = TopologyHits.All,
        [new ContractAnalyzer()] = ContractHits.All,
    };

    /// <summary>The ids of all of them.</summary>
    public static IReadOnlySet<string> Rules { get; } = Hits.Keys.SelectMany(static a => a.SupportedDiagnostics).Select(static rule => rule.Id).ToHashSet();

    public static IEnumerable<object[]> Rows
        => Hits.SelectMany(static pair => pair.Value.Select((hit, i) => new object[] { hit.Id, pair.Key.GetType().Name, i }));

    [Fact]
    public void Every_rule_of_every_analyzer_has_a_row()
    {
        Assert.All(Hits, static pair => Assert.Equal(
            pair.Key.SupportedDiagnostics.Select(static rule => rule.Id).Order(StringComparer.Ordinal),
            pair.Value.Select(static hit => hit.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(
            Toolbox.DeclarationRules.Remove(GeneratorFailed).Order(StringComparer.Ordinal),
            Hits.Keys.Where(static a => a is not ContractAnalyzer).SelectMany(static a => a.SupportedDiagnostics).Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_two_near_misses()
    {
        ILookup<string, NearMiss> misses = NearMisses.All.ToLookup(static miss => miss.Rule);

        Assert.All(Rules, id => Assert.InRange(misses[id].Distinct().Count(), 2, int.MaxValue));
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task A_rule_is_told_at_its_token_and_word_by_word(string rule, string analyzer, int row)
    {
        (DiagnosticAnalyzer one, RuleHit hit) = Hits.Where(pair => pair.Key.GetType().Name == analyzer).Select(pair => (pair.Key, pair.Value[row])).Single();
        Markup program = Markup.Parse(hit.Program);
        Markup contract = Markup.Parse(hit.Contract ?? "");

        AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(program.Text), [one], hit.Contract is null ? null : contract.Text);

        Diagnostic found = Assert.Single(run.Analyzers, d => d.Id != hit.Also && (d.Id == hit.Id || d.Id != "TG0207"));
        (string path, string text, Mark mark) = contract.Marks is [var marked] ? ("/project/TopoGen.Topology.txt", contract.Text, marked) : (TestCompilation.PathOf(0), program.Text, program.Marks.Single());
        Assert.Equal(rule, found.Id);
        Assert.Equal(hit.Message, found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(path, Check.PathOf(found));
        Assert.Equal(mark.Span, found.Location.SourceSpan);
        Assert.Equal(Microsoft.CodeAnalysis.Text.SourceText.From(text).Lines.GetLinePositionSpan(mark.Span), found.Location.GetLineSpan().Span);
        Assert.Empty(run.Generator);
        Assert.Empty(run.Compiler);
    }
}
