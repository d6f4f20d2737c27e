using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>Changes what operators want, by compare-and-set: a change that somebody else made meanwhile is kept, not overwritten.</summary>
internal static class DesiredChange
{
    /// <summary>So many others would have to be quicker, one after another.</summary>
    private const int MostAttempts = 100;

    /// <param name="store">The topology's store.</param>
    /// <param name="run">The run that is meant.</param>
    /// <param name="change">From what is wanted to what is to be; returns its argument to leave it. Called again after a conflict.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What is wanted now, or null where the run is over or another one.</returns>
    public static async Task<DesiredState?> ApplyAsync(
        ICoordinationStore store, string run, Func<DesiredState, DesiredState> change, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            ClusterFacts facts = await store.ReadFactsAsync(cancellation).ConfigureAwait(false);
            if (facts.Run is not { Phase: RunPhase.Running } current || current.Id != run)
            {
                return null;
            }

            DesiredState wanted = change(facts.Desired);
            if (ReferenceEquals(wanted, facts.Desired))
            {
                return wanted;
            }

            wanted = wanted with { Version = facts.Desired.Version + 1 };
            if (await store.ChangeDesiredAsync(run, wanted, cancellation).ConfigureAwait(false))
            {
                return wanted;
            }
        }

        throw new CoordinationException($"The desired state was changed by others {MostAttempts} times in a row; try again.");
    }
}
