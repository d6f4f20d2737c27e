namespace TopoGen.Generators;

/// <summary>A parameters record. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Topology">The topology class that contains it, or null.</param>
internal sealed record ParametersModel(
    string FullName, string Path, string? Topology, EquatableArray<ParameterModel> Parameters, Problem? Problem);
