namespace TopoGen.Generators;

/// <summary>How the tuples of a subscription find their task.</summary>
/// <param name="Factory">The call that makes the grouping.</param>
/// <param name="Label">How pictures call it.</param>
/// <param name="Key">By which it groups, or null.</param>
internal sealed record Route(string Factory, string Label, KeyModel? Key);
