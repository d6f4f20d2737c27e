namespace TopoGen.Generators;

/// <summary>A component, and what surrounds it. Immutable, compares by content.</summary>
internal sealed record PlacedComponentModel(ComponentModel Component, NeighborhoodModel Neighborhood);
