using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Sinks.SinkTopology;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>A topology with a sink, over several workers that come and go.</summary>
public sealed class SinkClusterTests
{
    private readonly SinkMemory<SetCount> _memory = new();
    private readonly Padding _padding = new(new string('x', 5_000));

    [Fact]
    public async Task Bounded_run_applies_every_command_once_in_order()
    {
        var input = new EpochTopology.Input(600) { Allowed = long.MaxValue };
        await using EpochCluster cluster = await BeginAsync(input, 3);
        EpochCluster.Member[] members = [.. Enumerable.Range(0, 3).Select(w => cluster.Start($"w{w}"))];

        await EndsComplete(cluster, members);

        SinkOracle.IsComplete(_memory, input.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_that_is_lost_while_it_applies_costs_and_repeats_nothing(bool isLeader)
    {
        var input = new EpochTopology.Input(1200);
        await using EpochCluster cluster = await BeginAsync(input, 3);
        List<EpochCluster.Member> members = [.. Enumerable.Range(0, 3).Select(w => cluster.Start($"w{w}"))];
        for (int round = 1; round <= 3; round++)
        {
            input.Allowed = round * 300;
            long before = cluster.Epoch;
            Deadline.Until(() => cluster.Epoch >= before + 3, "epochs are committed");

            // A worker that is lost goes on with what it has begun: it does not know yet.
            using var goesOn = new ManualResetEventSlim();
            using var waits = new CountdownEvent(1);
            _memory.Before = (task, stamp) =>
            {
                if (stamp.Epoch > before + 3 && task.Index == round % 2 && !waits.IsSet)
                {
                    waits.Signal();
                    Assert.True(goesOn.Wait(Deadline.Limit));
                }
            };
            input.Allowed += 50;
            Assert.True(waits.Wait(Deadline.Limit));
            EpochCluster.Member? lost = null;
            Deadline.Until(
                () => (lost = members.Find(m => m.IsLeading == isLeader && (isLeader || cluster.HasTasks(m)))) is not null, "there is one to lose");
            lost!.Faults.IsUnreachable = true;
            members.Add(cluster.Start($"again{round}"));
            before = cluster.Facts.Plan!.Token.Generation;
            Deadline.Until(() => cluster.Facts.Plan is { } plan && plan.Rewinds && plan.Token.Generation > before, "all tasks are rewound");
            lost.Faults.IsUnreachable = false;
            goesOn.Set();
            SinkOracle.IsInOrder(_memory);
        }

        input.Allowed = long.MaxValue;
        await EndsComplete(cluster, members);

        SinkOracle.IsComplete(_memory, input.Count);
    }

    [Fact]
    public async Task Plan_that_waits_for_a_sink_gives_way_to_the_next()
    {
        var input = new EpochTopology.Input(600);
        await using EpochCluster cluster = await BeginAsync(input, 2);
        int reads = 0;
        _memory.BeforeRead = task =>
        {
            if (task.Parallelism < 3)
            {
                Interlocked.Increment(ref reads);
                throw new IOException("The table is locked.");
            }
        };
        List<EpochCluster.Member> members = [cluster.Start("w0"), cluster.Start("w1")];
        Deadline.Until(() => Volatile.Read(ref reads) > 2, "the sinks are asked");
        Assert.True(await cluster.ChangeAsync(d => d with { Workers = 2, Parallelism = d.Parallelism.SetItem("Counts", 3), Rebalance = d.Rebalance + 1 }));
        input.Allowed = long.MaxValue;

        await EndsComplete(cluster, members);
        SinkOracle.IsComplete(_memory, input.Count);
        Assert.All(_memory.Applied, a => Assert.Equal(3, a.Task.Parallelism));
    }

    [Fact]
    public async Task Rebalance_applies_what_is_left_under_the_former_names()
    {
        var input = new EpochTopology.Input(1200) { Allowed = 300 };
        await using EpochCluster cluster = await BeginAsync(input, 2);
        List<EpochCluster.Member> members = [cluster.Start("w0"), cluster.Start("w1")];
        Deadline.Until(() => cluster.Epoch >= 3, "epochs are committed");
        foreach (int parallelism in new[] { 5, 1, 2 })
        {
            input.Allowed += 200;
            Assert.True(await cluster.ChangeAsync(d => d with { Parallelism = d.Parallelism.SetItem("Counts", parallelism), Rebalance = d.Rebalance + 1 }));
            Deadline.Until(() => cluster.Facts.Plan!.Components.First(c => c.Component == "Counts").Tasks.Length == parallelism, "the number of tasks is changed");
            input.Allowed += 100;
            Deadline.Until(() => _memory.Applied.Any(a => a.Task.Parallelism == parallelism), "they apply commands");
        }

        input.Allowed = long.MaxValue;
        await EndsComplete(cluster, members);
        SinkOracle.IsComplete(_memory, input.Count);
    }

    private async Task<EpochCluster> BeginAsync(EpochTopology.Input input, int workers)
    {
        var cluster = new EpochCluster(TestRun.DefinitionOf<SinkTopology>(), input, _memory, _padding);
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
}
