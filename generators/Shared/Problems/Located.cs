namespace TopoGen.Generators;

/// <summary>What a transform returns: the model, and beside it the positions that the model must not hold. Compares by content.</summary>
/// <param name="Location">The declaration's identifier.</param>
/// <param name="Problems">All that is wrong with the declaration by itself.</param>
/// <param name="Places">Where problems of the whole can point at.</param>
/// <param name="HidesAnalyzers">Whether an error of the compiler in this declaration keeps a build from asking the analyzers.</param>
internal sealed record Located<T>(
    T Model,
    DeclarationLocation Location,
    EquatableArray<LocatedProblem> Problems,
    EquatableArray<LocatedPlace> Places,
    bool HidesAnalyzers)
    where T : class, IEquatable<T>
{
    public DeclarationLocation Locate(Place place) => Places.FirstOrDefault(p => p.Place == place)?.Location ?? Location;
}
