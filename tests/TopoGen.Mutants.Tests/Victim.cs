using TopoGen.Simulation.Tests;

namespace TopoGen.Mutants.Tests;

/// <summary>The histories that find a mutant.</summary>
/// <param name="Play">What happens in them, by a seed.</param>
/// <param name="Oracles">What runs.</param>
internal sealed record Victim(Func<ulong, Oracle, string> Play, params Oracle[] Oracles)
{
    public Victim(params Oracle[] oracles)
        : this(Disturbances.All, oracles)
    {
    }

    public Victim(Disturbances kinds, params Oracle[] oracles)
        : this((seed, oracle) => History.Run(seed, kinds, oracle), oracles)
    {
    }

    public void Run(ulong seed, Oracle oracle) => Play(seed, oracle);
}
