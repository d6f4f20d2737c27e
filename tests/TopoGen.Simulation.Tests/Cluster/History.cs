using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>What happens to a cluster by its seed: everything goes wrong for a while, and then nothing does any more.</summary>
internal static class History
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>A topology without end: afterwards it comes further, and nothing is missing that should be there.</summary>
    /// <param name="seed">Everything else follows from it.</param>
    /// <param name="kinds">What may go wrong.</param>
    /// <param name="oracle">What runs.</param>
    /// <param name="faults">Counts what went wrong.</param>
    /// <param name="trace">Gets everything that happens.</param>
    /// <returns>The whole history in one line.</returns>
    public static string Run(ulong seed, Disturbances kinds, Oracle oracle, FaultCounts? faults = null, TextWriter? trace = null)
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
        faults?.Add(cluster.Faults);
        return Line(cluster);
    }

    /// <summary>A topology with an end: it comes to it, and nothing is missing there.</summary>
    /// <inheritdoc cref="Run"/>
    public static string RunToEnd(ulong seed, Disturbances kinds, Oracle oracle, FaultCounts? faults = null, TextWriter? trace = null)
    {
        using var cluster = new SimulatedCluster(seed, Oracles.Of(oracle, length: 300));
        Disturb(cluster, kinds, trace);
        cluster.Until(() => cluster.Facts.Run!.Phase == RunPhase.Completed, "the run is complete", 180);
        cluster.Fail(cluster.Ghost.Missing(cluster));
        cluster.Fail(cluster.Ghost.Definition.KeepsEpochs && !cluster.Commits.IsFinal ? "The run is complete without a final epoch." : null);
        faults?.Add(cluster.Faults);
        return Line(cluster);
    }

    /// <summary>
    /// Sources wait for so long that everything is collected that nobody seems to need: what they have is needed all the same by those who take
    /// their place then.
    /// </summary>
    public static string Rest(ulong seed, Oracle oracle)
    {
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(oracle)).Start(2);
        cluster.UntilProgress();
        cluster.Change(d => d with { Active = false });
        cluster.Advance(TimeSpan.FromMinutes(4));
        cluster.Workers[0].Process.Kill();
        cluster.Change(d => d with { Active = true });
        cluster.UntilProgress(60);
        cluster.Ghost.Finish(cluster);
        return Line(cluster);
    }

    /// <summary>
    /// Somebody else has acquired the generation that the leader holds, from a replica that did not know of it: what the leader decides is refused from
    /// then on, though its generation is the register's.
    /// </summary>
    public static string Usurp(ulong seed, Oracle oracle)
    {
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(oracle)).Start(2);
        cluster.UntilProgress();
        cluster.Until(() => cluster.Commits.Count > 1, "epochs are committed");
        var usurper = new FencingToken(cluster.Facts.Register.Generation, cluster.Random.NextWord());
        cluster.Store.Look(d => d.Register = usurper);
        cluster.Checker.Forget(usurper, []);
        cluster.Until(() => cluster.Facts.Plan!.Token.Nonce == cluster.Facts.Register.Nonce && cluster.Facts.Register.Generation > usurper.Generation, "somebody leads again");
        cluster.UntilProgress(60);
        return Line(cluster);
    }

    private static void Disturb(SimulatedCluster cluster, Disturbances kinds, TextWriter? trace)
    {
        cluster.Simulator.Trace.Copy = trace;
        cluster.Start(cluster.Random.Next(1, 5));
        var disturber = new Disturber(cluster, kinds);

        // Short histories, so that many begin: what goes wrong does so in the first seconds of something.
        TimeSpan length = cluster.Random.Between(Longest / 4, Longest);
        disturber.Begin(length / cluster.Random.Next(4, 32));
        cluster.Advance(length);
        disturber.Heal();
        cluster.Change(d => d with { Active = true });
    }

    private static string Line(SimulatedCluster cluster)
        => $"{cluster.Simulator.Seed}: {cluster.Simulator.Trace.Count} steps, {cluster.Ghost.Arrived} arrived, {cluster.Commits.Count} epochs, {cluster.Simulator.Trace.Hash:x16}";
}
