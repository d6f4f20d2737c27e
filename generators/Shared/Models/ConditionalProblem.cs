namespace TopoGen.Generators;

/// <summary>What is wrong with a component in topologies that promise something. Immutable, compares by content.</summary>
/// <param name="AtLeastOnce">Whether it is wrong with that delivery.</param>
/// <param name="ExactlyOnce">Whether it is wrong with that delivery.</param>
internal sealed record ConditionalProblem(bool AtLeastOnce, bool ExactlyOnce, Problem Problem)
{
    public bool Concerns(string delivery) => delivery switch
    {
        Deliveries.AtLeastOnce => AtLeastOnce,
        Deliveries.ExactlyOnce => ExactlyOnce,
        _ => false,
    };
}
