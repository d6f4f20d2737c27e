using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary>Collects what was measured, for people as a Markdown table and for machines as JSON.</summary>
internal sealed class SuiteReport(SuiteOptions options)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Verdict> _verdicts = [];
    private readonly Dictionary<string, Figures[]> _figures = [];
    private readonly List<string> _tables = [];

    public void Add(GoalGroup group, IReadOnlyList<Round> rounds)
    {
        _verdicts.AddRange(group.Goals.Select(goal => Verdict.Of(goal, rounds)));
        if (group.Table is { } table)
        {
            _tables.Add(table(rounds));
        }

        foreach (Subject subject in group.Subjects)
        {
            _figures[subject.Name] = [.. rounds.Select(round => round[subject.Name])];
        }
    }

    public string ToMarkdown()
    {
        string kind = options.IsQuick ? "Quick run, not to be quoted" : "Full run";
        var text = new StringBuilder();
        text.Append($"{Machine.Current}. {kind}; rounds: {options.Rounds}. Medians; in brackets the extremes of the ratio.\n\n");
        text.Append("| What | TopoGen | baseline | ratio | goal | |\n");
        text.Append("|---|---:|---:|---:|---:|---|\n");
        _verdicts.ForEach(verdict => text.Append(Row(verdict)).Append('\n'));
        _tables.ForEach(table => text.Append('\n').Append(table));
        return text.ToString();
    }

    /// <summary>Writes <c>suite.md</c> and <c>suite.json</c>.</summary>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string markdown = Path.Combine(folder, "suite.md");
        File.WriteAllText(markdown, ToMarkdown());
        string json = Path.Combine(folder, "suite.json");
        File.WriteAllText(json, JsonSerializer.Serialize(
            new
            {
                Machine = Machine.Current,
                options.IsQuick,
                options.Rounds,
                Goals = _verdicts.Select(static verdict => new { verdict.Goal, verdict.Ratio, verdict.Ratios, verdict.IsMet }),
                Figures = _figures,
            },
            Json));
        return [markdown, json];
    }

    private static string Row(Verdict verdict)
    {
        Goal goal = verdict.Goal;
        string baseline = verdict.Baseline is { } value ? $"{value:0.##} {goal.Unit}" : "—";
        string least = goal.Describe(goal.AsSpeed ? verdict.Ratios.Max() : verdict.Ratios.Min());
        string most = goal.Describe(goal.AsSpeed ? verdict.Ratios.Min() : verdict.Ratios.Max());
        string spread = goal.Baseline is null ? "" : $" ({least} … {most})";
        return $"| {goal.Title} | {verdict.Subject:0.##} {goal.Unit} | {baseline} | {goal.Describe(verdict.Ratio)}{spread} "
            + $"| {goal.DescribeLimit()} | {(verdict.IsMet switch { true => "met", false => "**not met**", null => "" })} |";
    }
}
