using TopoGen.Runtime;
using TopoGen.Testing;

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
    /// A topology with an end comes to it, with a store that is now fast and now slow, fails, and loses answers, so that who has recorded the end may never be
    /// told: all end, and leave nothing to go on from.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static string LeaveNothing(ulong seed, Oracle oracle, TextWriter? trace = null)
    {
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(oracle, length: 20)).Start(2);
        cluster.Simulator.Trace.Copy = trace;
        while (cluster.Simulator.Now < TimeSpan.FromMinutes(3) && !cluster.Workers.TrueForAll(w => w.IsOver))
        {
            foreach (StoreConnection connection in cluster.Workers.SelectMany(w => w.Connections))
            {
                connection.Conditions.Slowness = cluster.Random.OneIn(2) ? TimeSpan.Zero : cluster.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
                connection.Conditions.LosesAnswerOneIn = connection.Conditions.FailsOneIn = 5;
            }

            cluster.Advance(TimeSpan.FromMilliseconds(50));
        }

        cluster.Until(() => cluster.Workers.TrueForAll(w => w.IsOver), "all workers end");
        cluster.Fail(cluster.Facts.Run!.Phase == RunPhase.Completed ? null : $"The run ended as {cluster.Facts.Run.Phase}: {cluster.Facts.Run.Reason}");
        cluster.Fail(cluster.Ghost.Missing(cluster));
        cluster.Fail(cluster.Checkpoints.ReadHeadAsync(default).Result is { } head ? $"The run is complete, and {head.Committed} is left." : null);
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

    /// <summary>
    /// A leader commits an epoch, and the call is stuck. A replica that lagged takes the store's place: it knows neither of that leader nor of its
    /// generation, and gives the generation to another one. While that one's first epoch is under way, the call comes.
    /// </summary>
    public static string HandOutTwice(ulong seed, Oracle oracle, FaultCounts? faults = null, TextWriter? trace = null)
    {
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(oracle)).Start(2);
        cluster.Simulator.Trace.Copy = trace;
        cluster.UntilProgress();
        cluster.Until(() => cluster.Commits.Count > 1, "epochs are committed");
        StoreCopy replica = cluster.Remember();
        cluster.Leader!.Process.Kill();
        cluster.Until(() => cluster.Leader is not null, "somebody else leads");
        StoreConnection way = cluster.Leader!.BlobConnection;
        way.Conditions.HoldsNext = nameof(ICheckpointStore.FlipAsync);
        cluster.Until(() => way.HasStuck, "an epoch is about to be committed");

        long generation = cluster.Facts.Register.Generation;
        SimulatedWorker[] before = [.. cluster.Workers];
        Array.ForEach(before, w => w.Process.Kill());
        cluster.GoBack(replica);
        Array.ForEach(before, cluster.Evict);
        cluster.Start(cluster.Random.Next(1, 3));
        LetGo();
        cluster.Until(() => !way.HasStuck, "an epoch of another leader begins");
        cluster.UntilProgress(60);
        cluster.Ghost.Finish(cluster);
        faults?.Add(cluster.Faults);
        return Line(cluster);

        void LetGo() => cluster.Moments.Next(Moment.Announced, () =>
        {
            if (cluster.Facts.Register.Generation >= generation)
            {
                way.LetGo();
            }
            else
            {
                LetGo();
            }
        });
    }

    /// <summary>
    /// A blob of the last epoch is spoilt, and somebody dies, so that all go back to that epoch: to the one before, where no effects of it were released, or
    /// nowhere, and the run ends with the reason.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static string Spoil(ulong seed, Oracle oracle, FaultCounts? faults = null, TextWriter? trace = null)
    {
        using var cluster = new SimulatedCluster(seed, Oracles.Of(oracle));
        cluster.Simulator.Trace.Copy = trace;
        SeededRandom random = cluster.Random;
        cluster.Start(random.Next(1, 4));
        cluster.UntilProgress();
        cluster.Until(() => cluster.Commits.Count > 2, "epochs are committed");
        if (random.OneIn(2))
        {
            cluster.Advance(random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
            Spoil(isNew: false);
        }
        else
        {
            // The leader has not heard of it.
            bool isSpoilt = false;
            cluster.Moments.Next(Moment.Committed, () =>
            {
                isSpoilt = true;
                Spoil(isNew: true);
            });
            cluster.Until(() => isSpoilt, "another epoch is committed");
        }

        cluster.Advance(random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        if (cluster.Alive.Count == 0 || random.OneIn(2))
        {
            cluster.Start();
        }

        long committed = cluster.Commits.Count;
        cluster.Until(() => cluster.Facts.Run!.Phase == RunPhase.Refused || cluster.Commits.Count > committed + 2, "epochs are committed again, or the run is refused", 60);
        if (cluster.Facts.Run is { Phase: RunPhase.Refused } run)
        {
            cluster.Fail(run.Reason?.Contains("cannot be read", StringComparison.Ordinal) == true ? null : $"The run is refused: {run.Reason}");
            cluster.Faults.Add(Fault.DamageRefused);
        }
        else
        {
            cluster.UntilProgress(60);
            cluster.Ghost.Finish(cluster);
        }

        faults?.Add(cluster.Faults);
        return Line(cluster);

        void Spoil(bool isNew)
        {
            cluster.Damage.Spoil(random, isNew);
            foreach (SimulatedWorker worker in random.OneIn(2) ? cluster.Alive : [random.OneIn(2) && cluster.Leader is { } leader ? leader : random.Of(cluster.Alive)])
            {
                worker.Process.Kill();
            }
        }
    }

    /// <summary>
    /// All processes die, and another build of the topology is started that cannot read what was kept: it is refused, and says why. The former one is
    /// started again, and goes on.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static string Rebuild(ulong seed, Oracle oracle, FaultCounts? faults = null, TextWriter? trace = null)
    {
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(oracle)).Start(2);
        cluster.Simulator.Trace.Copy = trace;
        cluster.UntilProgress();
        cluster.Until(() => cluster.Commits.Count > 1, "epochs are committed");
        cluster.Advance(cluster.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        (cluster.Definition, string expected) = Oracles.Rebuilt(cluster.Definition, cluster.Random);
        Restart();
        cluster.Until(() => cluster.Facts.Run!.Phase == RunPhase.Refused, "the other build is refused");
        string reason = cluster.Facts.Run!.Reason ?? "";
        cluster.Fail(reason.Contains(expected, StringComparison.Ordinal) ? null : $"The other build is refused without '{expected}': {reason}");
        cluster.Faults.Add(Fault.OtherLayout);

        cluster.Definition = cluster.Ghost.Definition;
        Restart();
        cluster.UntilProgress(60);
        cluster.Ghost.Finish(cluster);
        faults?.Add(cluster.Faults);
        return Line(cluster);

        void Restart()
        {
            foreach (SimulatedWorker worker in cluster.Alive)
            {
                worker.Process.Kill();
            }

            cluster.BeginRun();
            cluster.Start(cluster.Random.Next(1, 4));
        }
    }

    /// <summary>
    /// A bolt is far slower than its input, so that barriers wait behind what it has not done: epochs are late, which is reported, and nothing else happens;
    /// nobody holds more than he may, and all goes on.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static string Crawl(ulong seed, FaultCounts? faults = null, TextWriter? trace = null)
    {
        var settings = new Steps.Settings(Keys: 8, Length: 0, Rate: 320);
        using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Steps(Delivery.ExactlyOnce, settings), window: 8192).Start(2);
        cluster.Simulator.Trace.Copy = trace;
        cluster.UntilProgress();
        cluster.Until(() => cluster.IsSettled && cluster.Commits.Count > 1, "epochs are committed");
        cluster.Ghost.Slowness = TimeSpan.FromSeconds(5);
        long plan = cluster.Facts.Plan!.Token.Generation;
        cluster.Advance(TimeSpan.FromSeconds(60));
        cluster.Fail(cluster.Faults[Fault.LateEpoch] == 0 ? "No epoch is reported as late." : null);
        cluster.Fail(cluster.Facts.Plan!.Token.Generation != plan ? "There is another plan, and nobody has died." : null);
        long arrived = cluster.Ghost.Arrived;
        cluster.Until(() => cluster.Ghost.Arrived > arrived, "something arrives", 60);

        cluster.Ghost.Slowness = TimeSpan.Zero;
        long committed = cluster.Commits.Count;
        cluster.Until(() => cluster.Commits.Count > committed + 2, "epochs are committed", 60);
        cluster.Ghost.Finish(cluster);
        faults?.Add(cluster.Faults);
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
