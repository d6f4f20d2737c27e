namespace TopoGen.Runtime;

/// <summary>How a piece of state was written, so that a later version of the topology can tell whether it can read it.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="State">The state's name.</param>
/// <param name="Text">Types and fields, as <c>describe</c> shows them: equal texts mean equal encodings.</param>
public sealed record StateLayout(string Component, string State, string Text);
