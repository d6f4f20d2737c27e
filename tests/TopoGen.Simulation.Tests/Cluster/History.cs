using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>What happens to a cluster by its seed: everything goes wrong for a while, and then nothing does any more.</summary>
internal static class History
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    /// <summary>A topology without end: afterwards it comes further, and nothing is missing that should be there.</summary>
    /// <param name="seed">Everything else follows from it.</param>
    /// <param name="kinds">What may go wrong.</param>
    /// <param name="oracle">What runs.</param>
    /// <param name="trace">Gets everything that happens.</param>
    /// <returns>The whole history in one line.</returns>
    public static string Run(ulong seed, Disturbances kinds, Oracle oracle, TextWriter? trace = null)
    {
        using var cluster = new SimulatedCluster(seed, Oracles.Of(oracle));
        Disturb(cluster, kinds, trace);
        cluster.Until(() => cluster.IsSettled, "all runs again", 90);
        cluster.UntilProgress(60);
        if (cluster.Ghost.Definition.KeepsEpochs)
        {
            long committed = cluster.Commits.Count;
            cluster.Until(() => cluster.Commits.Count >= committed + 3, "epochs are committed");
        }

        cluster.Ghost.Finish(cluster);
        return Line(cluster);
    }

    /// <summary>A topology with an end: it comes to it, and nothing is missing there.</summary>
    /// <inheritdoc cref="Run"/>
    public static string RunToEnd(ulong seed, Disturbances kinds, Oracle oracle, TextWriter? trace = null)
    {
        using var cluster = new SimulatedCluster(seed, Oracles.Of(oracle, length: 300));
        Disturb(cluster, kinds, trace);
        cluster.Until(() => cluster.Facts.Run!.Phase == RunPhase.Completed, "the run is complete", 180);
        cluster.Fail(cluster.Ghost.Missing(cluster));
        return Line(cluster);
    }

    private static void Disturb(SimulatedCluster cluster, Disturbances kinds, TextWriter? trace)
    {
        cluster.Simulator.Trace.Copy = trace;
        cluster.Start(cluster.Random.Next(1, 5));
        var disturber = new Disturber(cluster, kinds);
        disturber.Begin(Often);
        cluster.Advance(Length);
        disturber.Heal();
        cluster.Change(d => d with { Active = true });
    }

    private static string Line(SimulatedCluster cluster)
        => $"{cluster.Simulator.Seed}: {cluster.Simulator.Trace.Count} steps, {cluster.Ghost.Arrived} arrived, {cluster.Commits.Count} epochs, {cluster.Simulator.Trace.Hash:x16}";
}
