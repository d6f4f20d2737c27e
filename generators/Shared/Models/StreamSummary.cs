namespace TopoGen.Generators;

/// <summary>An output stream as its topology sees it. Immutable, compares by content.</summary>
/// <param name="TupleType">Qualified.</param>
internal sealed record StreamSummary(string Name, string Tuple, string TupleType);
