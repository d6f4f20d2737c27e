using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Sinks.ImmediateTopology;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Sinks whose commands are applied as they come: by their own wish, or because there are no epochs.</summary>
public sealed class ImmediateSinkTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly InMemoryCheckpointStore _store = new();
    private readonly SinkMemory<Saw> _memory = new();
    private readonly Acks _acks = new();

    private long[] Applied => [.. _memory.Applied.Select(a => a.Command.Value)];

    [Theory]
    [InlineData(Delivery.AtMostOnce, 1)]
    [InlineData(Delivery.AtMostOnce, 2)]
    [InlineData(Delivery.AtLeastOnce, 2)]
    [InlineData(Delivery.ExactlyOnce, 1)]
    [InlineData(Delivery.ExactlyOnce, 2)]
    public async Task Without_failures_every_command_is_applied_once_in_order_before_the_run_ends(Delivery delivery, int executors)
    {
        var input = new EpochTopology.Input(20_000) { Allowed = long.MaxValue };
        using TestRun run = Start(input, delivery, executors: executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Assert.Equal(Upto(input.Count), Applied);
        Deadline.Until(() => _memory.Open == 0, "the sinks are disposed of");
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce)]
    [InlineData(Delivery.ExactlyOnce)]
    public async Task Commands_wait_for_no_epoch(Delivery delivery)
    {
        var input = new EpochTopology.Input(100) { Allowed = 10 };
        using TestRun run = Start(input, delivery, Never);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => _memory.Applied.Count == 10, "the commands are applied");

        Assert.Equal(0, run.Engine.Epoch);
        input.Allowed = long.MaxValue;
        Assert.Equal(TopologyOutcome.Completed, await finish);
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce)]
    [InlineData(Delivery.ExactlyOnce)]
    public async Task Run_that_is_told_to_stop_ends_when_all_is_applied(Delivery delivery)
    {
        var input = new EpochTopology.Input(long.MaxValue) { Allowed = 1000 };
        using var goesOn = new ManualResetEventSlim();
        _memory.Before = (_, _) => Assert.True(goesOn.Wait(Deadline.Limit));
        using TestRun run = Start(input, delivery, Never);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Out"].Emitted == 1000, "the commands are written");
        run.Drain();
        Deadline.Until(() => run.Engine.Host.IsStopping || delivery == Delivery.ExactlyOnce, "it stops");
        Assert.False(finish.IsCompleted);
        goesOn.Set();

        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal(Upto(1000), Applied);
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce)]
    [InlineData(Delivery.ExactlyOnce)]
    public async Task Calls_that_fail_are_made_again_and_nothing_is_applied_twice(Delivery delivery)
    {
        var input = new EpochTopology.Input(500) { Allowed = long.MaxValue };
        int calls = 0;
        _memory.Before = (_, _) => FailSometimes();
        _memory.After = (_, _) => FailSometimes();
        using TestRun run = Start(input, delivery);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(Upto(input.Count), Applied);
        Assert.Contains(run.Log.Messages, m => m.Contains("cannot apply its commands, and tries again: Not now.", StringComparison.Ordinal));

        void FailSometimes()
        {
            if (Interlocked.Increment(ref calls) % 3 == 1)
            {
                throw new IOException("Not now.");
            }
        }
    }

    [Fact]
    public async Task An_epoch_is_not_committed_before_what_was_written_in_it_is_applied()
    {
        var input = new EpochTopology.Input(2000) { Allowed = 300 };
        for (int death = 0; death < 4; death++)
        {
            using TestRun dying = Start(input, Delivery.ExactlyOnce);
            int passes = death;
            _memory.Before = (_, _) =>
            {
                if (Interlocked.Decrement(ref passes) < 0)
                {
                    // An epoch that did not wait for it would be committed now.
                    Deadline.Until(() => Last() is { Id.Number: > 0, IsCommitted: false }, "an epoch has begun");
                    TakeTurns(dying).GetAwaiter().GetResult();
                    dying.Engine.Host.Abort(null);
                    throw new OperationCanceledException("The process has died.");
                }
            };
            Task<TopologyOutcome> finish = dying.Finish();
            Deadline.Until(
                () =>
                {
                    input.Allowed += 10;
                    return finish.IsCompleted;
                },
                "the process dies");

            Deadline.Until(() => _memory.Open == 0, "the sinks are disposed of");
        }

        _memory.Before = null;
        input.Allowed = long.MaxValue;
        using TestRun run = Start(input, Delivery.ExactlyOnce);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(Upto(input.Count), Applied.Distinct().Order());
    }

    [Fact]
    public async Task A_message_is_acked_when_its_commands_are_applied()
    {
        var input = new EpochTopology.Input(1000) { Allowed = 500 };
        using var goesOn = new ManualResetEventSlim();
        using var waits = new ManualResetEventSlim();
        _memory.Before = (_, _) =>
        {
            waits.Set();
            Assert.True(goesOn.Wait(Deadline.Limit));
        };
        using TestRun run = Start(input, Delivery.AtLeastOnce);
        Task<TopologyOutcome> finish = run.Finish();
        Assert.True(waits.Wait(Deadline.Limit));
        Deadline.Until(() => run["Out"].Emitted >= 500, "the commands are written");
        Deadline.Until(() => Last() is { Id.Number: > 0, IsCommitted: false }, "an epoch has begun");
        await TakeTurns(run);
        Assert.Empty(_acks.All);
        Assert.Empty(Applied);
        goesOn.Set();
        input.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(Upto(input.Count), _acks.All.Order());
    }

    [Fact]
    public async Task Sink_that_is_slower_than_its_input_holds_that_back()
    {
        var input = new EpochTopology.Input(100_000) { Allowed = long.MaxValue };
        using var goesOn = new ManualResetEventSlim();
        _memory.Before = (_, _) => Assert.True(goesOn.Wait(Deadline.Limit));
        using TestRun run = Start(input, Delivery.AtMostOnce);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run.Engine.Host.Graph.Pending >= 4096, "much waits");
        await TakeTurns(run);
        long before = run["Numbers"].Emitted;
        await TakeTurns(run);
        Assert.Equal(before, run["Numbers"].Emitted);
        Assert.InRange(before, 4096, 10_000);
        goesOn.Set();
        Assert.Equal(TopologyOutcome.Completed, await finish);
        Assert.Equal(Upto(input.Count), Applied);
    }

    [Fact]
    public async Task At_most_once_what_a_closed_task_had_not_applied_is_lost_and_reported()
    {
        var input = new EpochTopology.Input(long.MaxValue) { Allowed = 700 };
        _memory.Before = (_, _) => throw new IOException("Not now.");
        using TestRun run = Start(input, Delivery.AtMostOnce);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => run["Out"].Emitted == 700, "the commands are written");
        run.Engine.Host.Abort(null);
        await finish;

        Assert.Contains(run.Log.Messages, m => m.StartsWith("700 commands of sink Out[0] are lost: its task was closed", StringComparison.Ordinal));
        Assert.Empty(Applied);
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce, false)]
    [InlineData(Delivery.ExactlyOnce, true)]
    public async Task Batch_of_which_nobody_can_say_whether_it_was_applied_is_repeated_only_where_that_is_allowed(Delivery delivery, bool isRepeated)
    {
        var input = new EpochTopology.Input(100) { Allowed = 100 };
        var stranger = new SinkStamp(7, 7, 7, 7, 1, 1);
        int calls = 0;
        _memory.After = (task, stamp) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                // A process that was replaced, and does not know it.
                _memory.After = null;
                _memory.Apply(task, stamp, stranger, []);
                throw new IOException("The answer was lost.");
            }
        };
        using TestRun run = Start(input, delivery);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(Upto(100), Applied.Distinct());
        Assert.Equal(isRepeated, Applied.Length > 100);
        Assert.Equal(!isRepeated, run.Log.Messages.Any(m => m.Contains("are lost: a call failed, and whether it was carried out cannot be seen", StringComparison.Ordinal)));
    }

    /// <summary>Lets each executor go round many times.</summary>
    private static async Task TakeTurns(TestRun run)
    {
        for (int turn = 0; turn < 300; turn++)
        {
            await Task.WhenAll(run.Engine.Host.Graph.Cells.Select(c => c.Executor).Distinct().Select(e => e.InvokeAsync(static () => { })));
        }
    }

    private EpochRecord Last() => _store.ListAsync(CancellationToken.None).GetAwaiter().GetResult() is { Length: > 0 } all ? all[^1] : default;

    private static IEnumerable<long> Upto(long count) => Enumerable.Range(1, (int)count).Select(static n => (long)n);

    private TestRun Start(EpochTopology.Input input, Delivery delivery, TimeSpan? interval = null, int executors = 2)
    {
        TopologyDefinition compiled = TestRun.DefinitionOf<ImmediateTopology>();
        return new TestRun(
            new TopologyDefinition { Name = compiled.Name, Delivery = delivery, KeyGroups = compiled.KeyGroups, Components = compiled.Components },
            new EngineOptions { Executors = executors, RingCapacity = 4096, EpochInterval = interval ?? TimeSpan.FromMilliseconds(10), MaxIdleWait = TimeSpan.FromMilliseconds(1) },
            checkpoints: delivery == Delivery.AtMostOnce ? null : new CheckpointOptions(_store),
            services: [input, _memory, _acks]);
    }
}
