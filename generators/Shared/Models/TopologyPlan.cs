namespace TopoGen.Generators;

/// <summary>A topology with everything that belongs to it, ready to be written. Immutable, compares by content.</summary>
/// <param name="Members">In ordinal order of their names.</param>
/// <param name="Problem">Why it has no definition, or null.</param>
internal sealed record TopologyPlan(
    TopologyModel Topology,
    EquatableArray<ComponentSummary> Members,
    ParametersModel? Parameters,
    Problem? Problem);
