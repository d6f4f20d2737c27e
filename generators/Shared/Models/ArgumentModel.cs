namespace TopoGen.Generators;

/// <summary>One argument of a handler's call. Immutable, compares by content.</summary>
/// <param name="Table">For <see cref="ArgumentKind.State"/>: the table's member name.</param>
internal sealed record ArgumentModel(ArgumentKind Kind, string Table = "");
