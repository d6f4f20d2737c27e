using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Where a place of a declaration is. Lives only while it is parsed or analyzed.</summary>
internal sealed record PlacedLocation(Place Place, Location Location);
