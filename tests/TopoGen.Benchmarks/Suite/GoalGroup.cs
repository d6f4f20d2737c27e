namespace TopoGen.Benchmarks;

/// <summary>Subjects that take turns, and what is asked of them.</summary>
/// <param name="Name">For <c>--only</c>.</param>
/// <param name="Subjects">In the order of their turns.</param>
/// <param name="Goals">About these subjects only.</param>
internal sealed record GoalGroup(string Name, IReadOnlyList<Subject> Subjects, IReadOnlyList<Goal> Goals);
