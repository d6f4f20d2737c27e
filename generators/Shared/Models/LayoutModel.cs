namespace TopoGen.Generators;

/// <summary>How a piece of state is written in checkpoints. Immutable, compares by content.</summary>
/// <param name="Type">The types of value and key: <c>long by string</c>.</param>
/// <param name="Records">The records that it mentions, qualified: they describe themselves.</param>
internal sealed record LayoutModel(string Type, EquatableArray<string> Records);
