namespace TopoGen.Generators;

/// <summary>A subscription as the topology's picture shows it. Immutable, compares by content.</summary>
/// <param name="Source">The emitting component's <see cref="ComponentSummary.FullName"/>.</param>
/// <param name="SourceName">Its class name.</param>
/// <param name="Tuple">The tuple type's short name.</param>
/// <param name="TupleType">The tuple type, qualified.</param>
/// <param name="Grouping"><c>shuffle</c>, <c>fields Text</c>.</param>
internal sealed record EdgeModel(string Source, string SourceName, string Stream, string Tuple, string TupleType, string Grouping);
