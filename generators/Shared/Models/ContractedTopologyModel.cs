namespace TopoGen.Generators;

/// <summary>A topology and its contract. Immutable, compares by content.</summary>
/// <param name="Contract">Null where a problem hides what the topology is.</param>
internal sealed record ContractedTopologyModel(TopologyPlan Plan, string? Contract);
