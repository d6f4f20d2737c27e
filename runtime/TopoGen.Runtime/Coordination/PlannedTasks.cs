using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>The tasks of one component, by index; none where it is switched off.</summary>
public sealed record PlannedTasks(string Component, ImmutableArray<PlannedTask> Tasks);
