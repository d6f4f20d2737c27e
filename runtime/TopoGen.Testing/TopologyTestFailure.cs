namespace TopoGen.Testing;

/// <summary>Something that a component threw.</summary>
/// <param name="Message">Which component, and on what.</param>
/// <param name="Exception">What it threw.</param>
public sealed record TopologyTestFailure(string Message, Exception? Exception);
