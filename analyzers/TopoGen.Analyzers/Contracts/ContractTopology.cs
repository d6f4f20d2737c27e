using System.Collections.Immutable;

namespace TopoGen.Analyzers.Contracts;

/// <summary>A section of a contract.</summary>
/// <param name="Name">The topology.</param>
/// <param name="Line">Where it begins, from 0.</param>
/// <param name="Delivery">The enum's member.</param>
/// <param name="KeyGroups">Their number.</param>
/// <param name="Components">In the order of the text.</param>
/// <param name="Tuples">Full names to fields.</param>
internal sealed record ContractTopology(
    string Name,
    int Line,
    string Delivery,
    string KeyGroups,
    ImmutableArray<ContractComponent> Components,
    ImmutableSortedDictionary<string, string> Tuples)
{
    /// <summary>Whether checkpoints keep any of its state.</summary>
    public bool KeepsState => Delivery != "AtMostOnce" && Components.Any(static c => c.States.Count > 0 || c.Role == "sink");

    public ContractComponent? Component(string name) => Components.FirstOrDefault(c => c.Name == name);
}
