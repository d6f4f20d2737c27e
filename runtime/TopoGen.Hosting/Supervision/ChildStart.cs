namespace TopoGen.Hosting.Supervision;

/// <summary>How a child is started.</summary>
/// <param name="Topology">The name of the topology it works for, where the executable has several.</param>
/// <param name="HandOver">What only it may know; goes to its standard input as one line.</param>
internal sealed record ChildStart(string? Topology, HandOver HandOver);
