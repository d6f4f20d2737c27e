namespace TopoGen.Generators;

/// <summary>A class with outputs that is no component. Immutable, compares by content.</summary>
internal sealed record OrphanModel(TypeShape Shape, EquatableArray<OutputModel> Outputs);
