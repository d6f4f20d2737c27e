namespace TopoGen.Generators;

/// <summary>One stream between a component and another, as the documentation of either shows it. Immutable, compares by content.</summary>
/// <param name="FullName">The other component, as generated code names it.</param>
/// <param name="Tasks">How many tasks the other one has by default; 0 where that is not known.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Tuple">The tuple type's short name.</param>
/// <param name="Grouping"><c>shuffle</c>, <c>fields Text</c>.</param>
internal sealed record NeighborModel(string FullName, int Tasks, string Stream, string Tuple, string Grouping);
