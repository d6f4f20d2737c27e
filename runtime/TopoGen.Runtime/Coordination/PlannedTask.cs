namespace TopoGen.Runtime;

/// <summary>Where one task runs.</summary>
/// <param name="Worker">The id of the worker; of an ended task, the one it ended on.</param>
/// <param name="Incarnation">Follows from the token of the plan that placed it there.</param>
/// <param name="HasEnded">Whether it has come to its end, so that it is never placed again.</param>
/// <param name="Standby">The id of the worker that holds its standby; null where there is none.</param>
public sealed record PlannedTask(string Worker, long Incarnation, bool HasEnded = false, string? Standby = null);
