namespace TopoGen.Generators;

/// <summary>Who belongs to whom in this assembly. Immutable, compares by content.</summary>
/// <param name="Topologies">In ordinal order of their classes.</param>
/// <param name="Misfits">Problems of topologies, components and parameter records that only show in the whole.</param>
internal sealed record AssemblyModel(EquatableArray<TopologyPlan> Topologies, EquatableArray<MisfitModel> Misfits);
