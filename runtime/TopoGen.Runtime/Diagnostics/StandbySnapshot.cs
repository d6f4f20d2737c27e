namespace TopoGen.Runtime;

/// <summary>A standby of a task at one moment.</summary>
/// <param name="Component">The component.</param>
/// <param name="Task">The task's index.</param>
/// <param name="Epoch">The number of the epoch whose state it has; null where it has none.</param>
public sealed record StandbySnapshot(string Component, int Task, long? Epoch);
