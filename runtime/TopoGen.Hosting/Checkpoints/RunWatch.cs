using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>Makes sure that nobody runs a topology whose state is to be replaced.</summary>
/// <param name="topology">The topology's name.</param>
/// <param name="leaseTime">After which a silent worker is dead.</param>
/// <param name="time">The watcher's clock.</param>
internal sealed class RunWatch(string topology, TimeSpan leaseTime, TimeProvider time)
{
    /// <exception cref="TopologyInputException">Workers run it.</exception>
    public async Task CheckAtRestAsync(ICoordinationStore store, CancellationToken cancellation)
    {
        ClusterFacts facts = await PatientCall.AskAsync(() => store.ReadFactsAsync(cancellation), time, cancellation).ConfigureAwait(false);
        if (facts.Run is { Phase: RunPhase.Running } run && await LifeWatch.AnyMovesAsync(store, leaseTime, time, cancellation).ConfigureAwait(false))
        {
            throw Runs(run);
        }
    }

    public TopologyInputException Runs(RunRecord run) => RunOpening.AlreadyRuns(topology, run, "restore into another store");
}
