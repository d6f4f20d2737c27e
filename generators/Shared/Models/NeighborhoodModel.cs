namespace TopoGen.Generators;

/// <summary>
/// What surrounds a component: its slice of the edges of the assembly. Immutable, compares by content, so that an edit elsewhere that moves no edge
/// of a component leaves its file as it is.
/// </summary>
/// <param name="Topology">The topology's name, or null where it belongs to none, or to several.</param>
/// <param name="Sources">Who feeds it, by name.</param>
/// <param name="Consumers">Whom it feeds, by name.</param>
internal sealed record NeighborhoodModel(string? Topology, EquatableArray<NeighborModel> Sources, EquatableArray<NeighborModel> Consumers)
{
    public static readonly NeighborhoodModel None = new(null, [], []);
}
