namespace TopoGen.Generators;

/// <summary>One grouping attribute, resolved. Immutable, compares by content.</summary>
/// <param name="Source">The emitting component's name.</param>
/// <param name="Grouping">The factory call, after <c>Grouping.</c>.</param>
/// <param name="Handler">The adapter's index in <see cref="ComponentModel.Handlers"/>.</param>
internal sealed record SubscriptionModel(string Source, string Stream, string Grouping, int Handler);
