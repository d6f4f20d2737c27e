using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Some of the reports for an epoch.</summary>
/// <param name="Entries">What tasks add to it.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="HasMore">Whether there are more already.</param>
public readonly record struct EpochReports(ImmutableArray<TaskEntry> Entries, long Next, bool HasMore);
