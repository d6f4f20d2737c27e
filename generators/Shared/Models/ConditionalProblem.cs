namespace TopoGen.Generators;

/// <summary>What is wrong with a component in some topologies. Immutable, compares by content.</summary>
/// <param name="AtLeastOnce">Whether it is wrong with that delivery.</param>
/// <param name="ExactlyOnce">Whether it is wrong with that delivery.</param>
internal sealed record ConditionalProblem(bool AtLeastOnce, bool ExactlyOnce, Problem Problem)
{
    /// <summary>Whether it is wrong where nothing is promised.</summary>
    public bool AtMostOnce { get; init; }

    public bool Concerns(string delivery) => delivery switch
    {
        Deliveries.AtMostOnce => AtMostOnce,
        Deliveries.AtLeastOnce => AtLeastOnce,
        Deliveries.ExactlyOnce => ExactlyOnce,
        _ => false,
    };
}
