using System.Collections.Immutable;

namespace TopoGen.Generators;

/// <summary>All that the contracts of an assembly's topologies are made of.</summary>
internal sealed class ContractModel(ImmutableArray<ContractComponentModel> components, ImmutableArray<ContractRecordModel> records)
{
    private readonly Dictionary<string, ContractComponentModel> _components = First(components, static c => c.FullName);
    private readonly Dictionary<string, ContractRecordModel> _records = First(records, static r => r.FullName);

    /// <summary>Not where a problem of a tuple or state type hides what it is.</summary>
    public bool IsComplete { get; } = records.All(static r => r.IsComplete);

    /// <summary>Null for a component of another project.</summary>
    public ContractComponentModel? Component(string fullName) => _components.TryGetValue(fullName, out ContractComponentModel? found) ? found : null;

    /// <summary>Null for a record of another project.</summary>
    public ContractRecordModel? Record(string fullName) => _records.TryGetValue(fullName, out ContractRecordModel? found) ? found : null;

    private static Dictionary<string, T> First<T>(ImmutableArray<T> items, Func<T, string> key)
        => items.GroupBy(key, StringComparer.Ordinal).ToDictionary(static same => same.Key, static same => same.First(), StringComparer.Ordinal);
}
