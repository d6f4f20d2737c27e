using TopoGen.Runtime.Tests.Checkpointing;
using static TopoGen.Runtime.Tests.Engine.EpochTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A topology that promises exactly once, over several workers.</summary>
public sealed class EpochClusterTests
{
    private readonly Errors _errors = new();
    private readonly Deliveries<Total> _totals = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Bounded_run_ends_with_everything_counted_once_and_nothing_to_resume(int workers)
    {
        var input = new Input(2000) { Allowed = long.MaxValue };
        await using EpochCluster cluster = await Begin(input, workers);
        EpochCluster.Member[] members = [.. Enumerable.Range(0, workers).Select(w => cluster.Start($"w{w}"))];

        await EndsComplete(cluster, members);

        Verify(input);
        Assert.Equal(0, cluster.Epoch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_that_is_lost_costs_and_repeats_nothing(bool isLeader)
    {
        var input = new Input(4000);
        await using EpochCluster cluster = await Begin(input, 3);
        List<EpochCluster.Member> members = [.. Enumerable.Range(0, 3).Select(w => cluster.Start($"w{w}"))];
        for (int round = 1; round <= 3; round++)
        {
            input.Allowed = round * 1000;
            long before = cluster.Epoch;
            Deadline.Until(() => cluster.Epoch >= before + 3, "epochs are committed");
            EpochCluster.Member? lost = null;
            Deadline.Until(
                () => (lost = members.Find(m => m.IsLeading == isLeader && (isLeader || cluster.HasTasks(m)))) is not null, "there is one to lose");
            lost!.Faults.IsUnreachable = true;
            members.Add(cluster.Start($"again{round}"));
            before = cluster.Facts.Plan!.Token.Generation;
            Deadline.Until(() => cluster.Facts.Plan is { } plan && plan.Rewinds && plan.Token.Generation > before, "all tasks are rewound");
            lost.Faults.IsUnreachable = false;
        }

        input.Allowed = long.MaxValue;
        await EndsComplete(cluster, members);

        Verify(input);
    }

    [Fact]
    public async Task Rebalance_goes_on_from_an_epoch_and_loses_nothing()
    {
        var input = new Input(4000) { Allowed = 1000 };
        await using EpochCluster cluster = await Begin(input, 2);
        List<EpochCluster.Member> members = [cluster.Start("w0"), cluster.Start("w1")];
        Deadline.Until(() => cluster.Epoch >= 3, "epochs are committed");
        members.Add(cluster.Start("w2"));

        Assert.True(await cluster.ChangeAsync(d => d with { Workers = 3, Parallelism = d.Parallelism.SetItem("Tally", 5), Rebalance = d.Rebalance + 1 }));
        Deadline.Until(() => cluster.Facts.Plan!.Components.First(c => c.Component == "Tally").Tasks.Length == 5, "there are more tasks");
        input.Allowed = long.MaxValue;

        await EndsComplete(cluster, members);
        Verify(input);
        Assert.Equal(2 * input.Count, members.Sum(m => m.Emitted("Numbers")));
    }

    /// <summary>Of two workers one is left: what it ran it has, and what it held in reserve too.</summary>
    [Fact]
    public async Task Hot_standby_takes_over_and_reads_nothing()
    {
        var input = new Input(4000) { Allowed = 1000 };
        await using EpochCluster cluster = await Begin(input, 2);
        List<EpochCluster.Member> members = [cluster.Start("w0"), cluster.Start("w1")];
        Deadline.Until(() => members.Sum(m => m.Executed("Tally")) == 3 * 2 * input.Allowed, "all is counted");

        // Some epochs more, so that chains that were about to begin anew have done so.
        long rest = cluster.Epoch + 10;
        Deadline.Until(() => Standbys().Length == 2 + 2 + 3 && Standbys().All(s => s.Component == "Relay" ? s.Epoch is null : s.Epoch >= rest), "all standbys are there");
        EpochCluster.Member lost = members.Find(m => !m.IsLeading)!;
        var before = cluster.Facts.Plan!.Components.First(c => c.Component == "Tally").Tasks.Select(t => (t.Worker, t.Standby)).ToArray();
        var read = new System.Collections.Concurrent.ConcurrentQueue<BlobName>();
        cluster.Checkpoints.Reading = read.Enqueue;
        lost.Faults.IsUnreachable = true;
        Deadline.Until(() => cluster.Facts.Plan!.Workers.Length == 1 && cluster.Facts.Plan.Mode == PlanMode.Active, "the other one goes on");
        cluster.Checkpoints.Reading = static _ => { };

        Assert.Equal([], read.Where(b => b.Component != "Result"));
        Assert.Equal(
            before.Select(t => t.Worker.StartsWith(lost.Name, StringComparison.Ordinal) ? t.Standby : t.Worker),
            cluster.Facts.Plan!.Components.First(c => c.Component == "Tally").Tasks.Select(t => t.Worker));

        lost.Faults.IsUnreachable = false;
        input.Allowed = long.MaxValue;
        await EndsComplete(cluster, members);
        Verify(input);

        StandbySnapshot[] Standbys() => [.. members.SelectMany(m => m.Standbys)];
    }

    [Fact]
    public async Task Epochs_that_come_to_an_end_for_whatever_reason_begin_again_from_the_last_one()
    {
        var input = new Input(4000) { Allowed = 1000 };
        await using EpochCluster cluster = await Begin(input, 2);
        EpochCluster.Member[] members = [cluster.Start("w0"), cluster.Start("w1")];
        Deadline.Until(() => cluster.Epoch >= 3, "epochs are committed");
        long before = cluster.Facts.Plan!.Token.Generation;

        int thrown = 0;
        cluster.Checkpoints.BeforeCall = call => call == WatchedCall.Flip && Interlocked.Exchange(ref thrown, 1) == 0 ? throw new NotSupportedException("a mistake of the store") : Task.CompletedTask;
        Deadline.Until(() => cluster.Facts.Plan is { } plan && plan.Rewinds && plan.Token.Generation > before, "all tasks are rewound");
        input.Allowed = long.MaxValue;

        await EndsComplete(cluster, members);
        Verify(input);
        Assert.Contains(cluster.Log.Messages, m => m.Contains("cannot go on"));
    }

    [Fact]
    public async Task Run_that_is_told_to_stop_goes_on_later_where_it_was()
    {
        var input = new Input(4000) { Allowed = 1000 };
        await using EpochCluster cluster = await Begin(input, 2);
        EpochId head = await StopAsync(cluster, cluster.Start("w0"), cluster.Start("w1"));
        long read = 2 * input.Allowed;

        input.Allowed = long.MaxValue;
        await cluster.BeginAsync(workers: 2);
        EpochCluster.Member[] members = [cluster.Start("w2"), cluster.Start("w3")];
        await EndsComplete(cluster, members);

        Verify(input);
        Assert.True(head.Number >= 3);
        Assert.Equal((2 * input.Count) - read, members.Sum(m => m.Emitted("Numbers")));
    }

    [Fact]
    public async Task Damaged_epoch_is_done_again_from_the_one_before()
    {
        var input = new Input(4000) { Allowed = 1000 };
        await using EpochCluster cluster = await Begin(input, 2);
        EpochId head = await StopAsync(cluster, cluster.Start("w0"), cluster.Start("w1"));

        cluster.Checkpoints.Damaged = head;
        input.Allowed = long.MaxValue;
        await cluster.BeginAsync(workers: 2);

        await EndsComplete(cluster, [cluster.Start("w2"), cluster.Start("w3")]);
        Verify(input);
        Assert.Contains(cluster.Log.Messages, m => m.StartsWith($"Epoch {head.Number} cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damaged_epoch_whose_effects_are_out_is_given_up_only_where_the_operator_accepts_that()
    {
        var calls = new Calls();
        var told = new CommitTopology.Told();
        var delivered = new Deliveries<CommitTopology.Number>();
        await using var cluster = new EpochCluster(
            TestRun.DefinitionOf<CommitTopology>(), calls, told, delivered, new CommitTopology.Input(3));
        await cluster.BeginAsync(workers: 2);
        EpochId head = await StopAsync(cluster, cluster.Start("w0"), cluster.Start("w1"));
        cluster.Checkpoints.Damaged = head;

        await cluster.BeginAsync(workers: 2);
        EpochCluster.Member[] refused = [cluster.Start("w2"), cluster.Start("w3")];
        foreach (EpochCluster.Member member in refused)
        {
            RunEnd end = (await member.End.WaitAsync(Deadline.Limit))!;
            Assert.Equal(RunPhase.Refused, end.Phase);
            Assert.Contains($"Epoch {head.Number} cannot be read", end.Reason);
            Assert.Contains($"going back to epoch {head.Number - 1}", end.Reason);
            Assert.Contains("--accept-loss", end.Reason);
        }

        calls.AreImmediate = true;
        await cluster.BeginAsync(workers: 2, acceptLoss: true);

        await EndsComplete(cluster, [cluster.Start("w4"), cluster.Start("w5")]);
        Assert.Equal([.. Enumerable.Range(0, 3).Select(n => new CommitTopology.Number(n))], delivered["Result", 0]);
    }

    /// <summary>Lets some epochs pass, and stops the run.</summary>
    /// <returns>The last committed epoch.</returns>
    private static async Task<EpochId> StopAsync(EpochCluster cluster, params EpochCluster.Member[] members)
    {
        Deadline.Until(() => cluster.Epoch >= 3, "epochs are committed");
        await cluster.ChangeAsync(d => d with { Killed = true, KillWait = 60_000 });
        foreach (EpochCluster.Member member in members)
        {
            Assert.Equal(RunPhase.Drained, (await member.End.WaitAsync(Deadline.Limit))!.Phase);
        }

        return (await cluster.Checkpoints.ReadHeadAsync(CancellationToken.None))!.Committed;
    }

    private async Task<EpochCluster> Begin(Input input, int workers)
    {
        var cluster = new EpochCluster(TestRun.DefinitionOf<EpochTopology>(), input, _totals, _errors);
        await cluster.BeginAsync(workers);
        return cluster;
    }

    private static async Task EndsComplete(EpochCluster cluster, IEnumerable<EpochCluster.Member> members)
    {
        Task<RunEnd?[]> ends = Task.WhenAll(members.Select(m => m.End));
        if (await Task.WhenAny(ends, Task.Delay(Deadline.Limit)) != ends)
        {
            Assert.Fail(cluster.Describe());
        }

        Assert.All(await ends, end => Assert.Equal(new RunEnd(RunPhase.Completed, null), end));
    }

    private void Verify(Input input)
    {
        Assert.Empty(_errors.Found);
        Total[] expected =
        [
            .. from task in Enumerable.Range(0, 2)
               from key in Enumerable.Range(0, Keys)
               let count = (input.Count + Keys - 1 - key) / Keys
               select new Total((task * Keys) + key, count, count, count),
        ];
        Assert.Equal(expected, _totals["Result", 0].OrderBy(t => t.Key));
    }
}
