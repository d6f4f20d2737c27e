namespace TopoGen.Generators;

/// <summary>A piece of state as <c>describe</c> shows it. Immutable, compares by content.</summary>
/// <param name="Key">Null for state of a task.</param>
/// <param name="Layout">How it is written, or null where it cannot be.</param>
/// <param name="Problem">Why it cannot be written, or null.</param>
/// <param name="TimeToLive">In ticks of 100 ns; 0 for ever.</param>
internal sealed record StateModel(string Name, string? Key, string Value, LayoutModel? Layout, Problem? Problem, long TimeToLive = 0);
