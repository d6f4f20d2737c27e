using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The two branches that start at one kind of declaration.</summary>
/// <param name="located">Models with their positions, for reports.</param>
/// <param name="models">Models alone, for everything that is generated.</param>
internal readonly struct Declarations<T>(IncrementalValuesProvider<Located<T>> located, IncrementalValuesProvider<T> models)
    where T : class, IEquatable<T>
{
    public IncrementalValuesProvider<Located<T>> Located => located;

    public IncrementalValuesProvider<T> Models => models;
}
