using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What a parser returns. Lives only while a declaration is parsed or analyzed: positions refer to syntax trees.</summary>
/// <param name="Model">What is generated from.</param>
/// <param name="Findings">All that is wrong with the declaration by itself, without consequences of other mistakes.</param>
/// <param name="Places">Where its tokens are that problems of the whole can point at.</param>
internal sealed record Parsed<T>(T Model, IReadOnlyList<Finding> Findings, IReadOnlyList<PlacedLocation> Places)
    where T : class, IEquatable<T>
{
    public Parsed(T model, IReadOnlyList<Finding> findings)
        : this(model, findings, [])
    {
    }

    /// <summary>Null for the declaration's name.</summary>
    public Location? Locate(Place place) => Places.FirstOrDefault(p => p.Place == place)?.Location;
}
