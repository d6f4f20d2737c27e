namespace TopoGen.Generators;

/// <summary>
/// Tracking names of the pipeline's steps, by which tests see what was cached. Those called Located hold positions, which an
/// edit further up in the file changes; nothing but reports of problems is made from those.
/// </summary>
internal static class StepNames
{
    public const string LocatedTuples = nameof(LocatedTuples);
    public const string Tuples = nameof(Tuples);
    public const string LocatedStates = nameof(LocatedStates);
    public const string States = nameof(States);
    public const string LocatedComponents = nameof(LocatedComponents);
    public const string Components = nameof(Components);
    public const string PlacedComponents = nameof(PlacedComponents);
    public const string LocatedTopologies = nameof(LocatedTopologies);
    public const string Topologies = nameof(Topologies);
    public const string LocatedParameters = nameof(LocatedParameters);
    public const string Parameters = nameof(Parameters);
    public const string LocatedOrphans = nameof(LocatedOrphans);
    public const string Orphans = nameof(Orphans);
    public const string Assembly = nameof(Assembly);
    public const string TopologyPlans = nameof(TopologyPlans);
    public const string ContractComponents = nameof(ContractComponents);
    public const string ContractTuples = nameof(ContractTuples);
    public const string ContractStates = nameof(ContractStates);
    public const string Contracts = nameof(Contracts);
    public const string HintNames = nameof(HintNames);
    public const string Speaks = nameof(Speaks);
    public const string Host = nameof(Host);
    public const string Main = nameof(Main);
}
