using TopoGen.Simulation.Tests;

namespace TopoGen.Mutants.Tests;

/// <summary>The histories that find a mutant.</summary>
/// <param name="Kinds">What goes wrong in them besides.</param>
/// <param name="Oracles">What runs.</param>
internal sealed record Victim(Disturbances Kinds, params Oracle[] Oracles)
{
    public Victim(params Oracle[] oracles)
        : this(Disturbances.All, oracles)
    {
    }

    /// <summary>Whether the topology has an end.</summary>
    public bool ToEnd { get; init; }

    /// <summary>Whether sources wait for long, so that nothing changes, and then go on.</summary>
    public bool Rests { get; init; }

    public void Run(ulong seed, Oracle oracle)
        => _ = ToEnd ? History.RunToEnd(seed, Kinds, oracle) : Rests ? History.Rest(seed, oracle) : History.Run(seed, Kinds, oracle);
}
