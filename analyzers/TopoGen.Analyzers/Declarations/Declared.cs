using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>One declaration, with what is wrong with it.</summary>
/// <param name="Type">The class.</param>
/// <param name="FullName">As generated code names it.</param>
/// <param name="Path">As its user calls it.</param>
/// <param name="Name">Its identifier.</param>
/// <param name="Findings">What is wrong with it by itself.</param>
/// <param name="Locate">Where a place of it is; null for its name.</param>
internal sealed record Declared(
    INamedTypeSymbol Type, string FullName, string Path, Location Name, IReadOnlyList<Finding> Findings, Func<Place, Location?> Locate)
{
    /// <summary>What is wrong with it as a part of the whole.</summary>
    public List<Finding> Misfits { get; } = [];
}
