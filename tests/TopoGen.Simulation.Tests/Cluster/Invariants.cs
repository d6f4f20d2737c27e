namespace TopoGen.Simulation.Tests;

/// <summary>
/// What must hold after every step, by the protocol's list. Where it can be seen at an accepted write (1: <see cref="Runtime.Tests.Coordination.PlanChecker"/>,
/// 2 and 3: <see cref="CommitChain"/>), at a frame (5) or at a tuple (4: <see cref="Ghost"/>), it is looked at there, and told here.
/// </summary>
internal sealed class Invariants(SimulatedCluster cluster)
{
    /// <summary>Rings and barriers, which nobody changes without the engine's own threads, are looked at so often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Authority _authority = new(cluster);
    private readonly Flow _flow = new(cluster);
    private TimeSpan _looked;

    public void Check()
    {
        string? violation = cluster.Ghost.Violation
            ?? cluster.Commits.Violation
            ?? cluster.Network.Violation
            ?? cluster.Checker.Failure?.Message
            ?? cluster.Holders.Violation
            ?? _authority.Problem()
            ?? cluster.Simulator.Escaped;
        if (violation is null && cluster.Simulator.Now - _looked >= Interval)
        {
            _looked = cluster.Simulator.Now;
            violation = _flow.Problem();
        }

        cluster.Fail(violation);
    }
}
