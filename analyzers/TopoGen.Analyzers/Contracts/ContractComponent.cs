using System.Collections.Immutable;

namespace TopoGen.Analyzers.Contracts;

/// <summary>A component in a contract. What stands before a colon is the key of what stands behind it.</summary>
/// <param name="Role"><c>spout</c>, <c>bolt</c>, <c>sink</c>, or <c>include</c> for a component of another project.</param>
/// <param name="Name">Its class.</param>
/// <param name="Inputs"><c>Split.default</c> to its groupings.</param>
/// <param name="Outputs">Streams to what they carry.</param>
/// <param name="States">Names to layouts.</param>
/// <param name="Writes">For a sink: the command and where it goes.</param>
internal sealed record ContractComponent(
    string Role,
    string Name,
    ImmutableSortedDictionary<string, string> Inputs,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableSortedDictionary<string, string> States,
    string Writes)
{
    public static ContractComponent Empty(string role, string name)
    {
        ImmutableSortedDictionary<string, string> none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return new ContractComponent(role, name, none, none, none, "");
    }
}
