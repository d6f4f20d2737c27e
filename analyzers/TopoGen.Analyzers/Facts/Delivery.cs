namespace TopoGen.Analyzers;

/// <summary>What the topology of a component promises, from the weakest; of several topologies, the strongest counts.</summary>
internal enum Delivery
{
    /// <summary>No topology of this project has the component.</summary>
    Unknown,
    AtMostOnce,
    AtLeastOnce,
    ExactlyOnce,
}
