namespace TopoGen.Generators;

/// <summary>Where a place of a declaration is. Immutable, compares by content; holds no syntax tree.</summary>
internal sealed record LocatedPlace(Place Place, DeclarationLocation Location);
