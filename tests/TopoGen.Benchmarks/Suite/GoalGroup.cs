namespace TopoGen.Benchmarks;

/// <summary>Subjects that take turns, and what is asked of them.</summary>
/// <param name="Name">For <c>--only</c>.</param>
/// <param name="Subjects">In the order of their turns.</param>
/// <param name="Goals">About these subjects only.</param>
/// <param name="Table">Markdown with what a row for each goal is too narrow for, made of all rounds.</param>
internal sealed record GoalGroup(
    string Name, IReadOnlyList<Subject> Subjects, IReadOnlyList<Goal> Goals, Func<IReadOnlyList<Round>, string>? Table = null)
{
    /// <summary>Only the goals whose subjects are there.</summary>
    public static GoalGroup Of(
        string name, IReadOnlyList<Subject> subjects, IEnumerable<Goal> goals, Func<IReadOnlyList<Round>, string> table)
    {
        HashSet<string> names = [.. subjects.Select(static s => s.Name)];
        return new GoalGroup(name, subjects, [.. goals.Where(g => names.Contains(g.Subject) && (g.Baseline is null || names.Contains(g.Baseline)))], table);
    }
}
