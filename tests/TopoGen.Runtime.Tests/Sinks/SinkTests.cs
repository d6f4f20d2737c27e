using TopoGen.Runtime.Tests.Checkpointing;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Sinks.SinkTopology;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>A topology with a sink in one process, broken off wherever it hurts.</summary>
public sealed class SinkTests
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly SinkMemory<SetCount> _memory = new();
    private readonly Padding _padding = new(new string('x', 20_000));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Bounded_run_applies_every_command_once_in_order(int executors)
    {
        var input = new EpochTopology.Input(300) { Allowed = long.MaxValue };
        using TestRun run = Start(input, executors);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        SinkOracle.IsComplete(_memory, input.Count);
        Assert.Contains(_memory.Applied, a => a.Stamp.Chunks > 1);
        Assert.Equal((2 * input.Count) + (2 * Keys), run["Counts"].Emitted);
        Deadline.Until(() => _memory.Open == 0, "the sinks are disposed of");
    }

    /// <summary>Where a run dies: the number is how many times the place was passed before.</summary>
    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (string place in new[] { "before upload", "after upload", "before flip", "after flip", "after release", "before chunk", "between chunks", "after chunk" })
            {
                places.Add(place, 0);
                places.Add(place, 3);
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Run_that_dies_anywhere_leaves_nothing_out_and_repeats_nothing(string place, int pass)
    {
        var input = new EpochTopology.Input(300);
        int passes = pass;
        TestRun? dying = null;
        var store = new WatchedStore(_store)
        {
            BeforeCall = call => call switch
            {
                WatchedCall.WriteCommands => Pass("before upload"),
                WatchedCall.Flip => Pass("before flip"),
                _ => Task.CompletedTask,
            },
            AfterCall = call => call switch
            {
                WatchedCall.WriteCommands => Pass("after upload"),
                WatchedCall.Flip => Pass("after flip"),
                WatchedCall.Release => Pass("after release"),
                _ => Task.CompletedTask,
            },
        };
        _memory.Before = (_, stamp) => Pass(stamp.Chunk > 1 ? "between chunks" : "before chunk").GetAwaiter().GetResult();
        _memory.After = (_, _) => Pass("after chunk").GetAwaiter().GetResult();
        using (dying = Start(input, executors: 2, store))
        {
            await FinishAsync(dying, input);
            Assert.True(passes < 0, $"The run never came to {place}.");
        }

        SinkOracle.IsInOrder(_memory);
        _memory.Before = null;
        _memory.After = null;
        input.Allowed = long.MaxValue;
        using TestRun run = Start(input, executors: 2);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        SinkOracle.IsComplete(_memory, input.Count);

        Task Pass(string at)
        {
            if (at != place || Interlocked.Decrement(ref passes) >= 0)
            {
                return Task.CompletedTask;
            }

            dying!.Engine.Host.Abort(null);
            throw new OperationCanceledException("The process has died.");
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(2, 1)]
    public async Task Last_commands_of_another_number_of_tasks_are_applied_under_their_names(int before, int after)
    {
        var input = new EpochTopology.Input(300);
        long died = 0;
        using (TestRun dying = Start(input, executors: 2, parallelism: before))
        {
            _memory.Before = (_, stamp) =>
            {
                if (stamp.Epoch >= 3)
                {
                    died = stamp.Epoch;
                    dying.Engine.Host.Abort(null);
                    throw new OperationCanceledException("The process has died.");
                }
            };
            await FinishAsync(dying, input);
        }

        _memory.Before = null;
        input.Allowed = long.MaxValue;
        using TestRun run = Start(input, executors: 2, parallelism: after);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Equal(died, run.Engine.ResumedFrom);
        SinkOracle.IsComplete(_memory, input.Count);
        Assert.Contains(_memory.Applied, a => a.Stamp.Epoch == died && a.Task.Parallelism == before);
        Assert.DoesNotContain(_memory.Applied, a => a.Stamp.Epoch > died && a.Task.Parallelism == before);
    }

    [Fact]
    public async Task Sink_that_fails_makes_its_epoch_late_and_no_more()
    {
        var input = new EpochTopology.Input(200) { Allowed = long.MaxValue };
        int failures = 0;
        _memory.Before = (_, _) =>
        {
            if (Interlocked.Increment(ref failures) <= 3)
            {
                throw new IOException("The disk is full.");
            }
        };
        _memory.After = (_, _) =>
        {
            if (Interlocked.Increment(ref failures) % 4 == 0)
            {
                throw new IOException("The answer was lost.");
            }
        };
        using TestRun run = Start(input, executors: 2);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        SinkOracle.IsComplete(_memory, input.Count);
        Assert.Contains(run.Log.Messages, m => m.Contains("cannot apply its commands, and tries again: The disk is full.", StringComparison.Ordinal));
        Assert.Contains(run.Log.Messages, m => m.Contains("applies its commands again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sink_that_says_it_never_will_ends_the_run_before_anything_is_read()
    {
        var input = new EpochTopology.Input(200) { Allowed = long.MaxValue };
        _memory.BeforeRead = _ => throw new TopologyInputException("There is no such table.");
        using TestRun run = Start(input, executors: 2);

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(() => run.Finish());
        Assert.Equal("There is no such table.", failure.Message);
        Assert.Equal(0, run["Numbers"].Emitted);
    }

    [Fact]
    public async Task Fresh_run_takes_the_sink_over_and_the_former_one_can_change_nothing_any_more()
    {
        var input = new EpochTopology.Input(200) { Allowed = 100 };
        using var waits = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        _memory.Before = (task, stamp) =>
        {
            if (stamp.Epoch >= 3 && task.Index == 0)
            {
                waits.Set();
                Assert.True(goesOn.Wait(Deadline.Limit));
            }
        };
        using TestRun former = Start(input, executors: 2);
        Task<Exception?> ended = Record.ExceptionAsync(() => Task.Run(() => FinishAsync(former, input)));
        Assert.True(waits.Wait(Deadline.Limit));
        int before = _memory.Applied.Count(a => a.Task.Index == 0);

        var anew = new EpochTopology.Input(200) { Allowed = long.MaxValue };
        _memory.Before = null;
        using TestRun run = Start(anew, executors: 2, new InMemoryCheckpointStore());
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        long[] applied = [.. _memory.Applied.Where(a => a.Task.Index == 0).Skip(before).Select(a => a.Command.Count)];
        goesOn.Set();

        TopologyFailedException failure = Assert.IsType<TopologyFailedException>(await ended);
        Assert.Contains("another run applies its commands", failure.Message, StringComparison.Ordinal);
        Assert.Equal(applied, _memory.Applied.Where(a => a.Task.Index == 0).Skip(before).Select(a => a.Command.Count));
    }

    [Fact]
    public async Task Sink_that_is_gone_while_it_has_commands_keeps_the_run_from_starting()
    {
        await DieAsync();
        using TestRun run = Start(new EpochTopology.Input(300), executors: 2, parallelism: 0);

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(() => run.Finish());
        Assert.Contains("'Counts' has written commands in it, and is no sink now that applies committed ones", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_that_are_damaged_keep_the_run_from_starting_where_they_may_have_been_applied()
    {
        await DieAsync();
        CheckpointHead head = (await _store.ReadHeadAsync(CancellationToken.None))!;
        Manifest manifest = (await _store.ReadManifestAsync(head.Committed, CancellationToken.None))!;
        await _store.DeleteAsync([manifest.Blobs.Last(b => b.Name.Kind == BlobKind.Commands).Name], CancellationToken.None);
        int applied = _memory.Applied.Count;
        using TestRun run = Start(new EpochTopology.Input(300), executors: 2);

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(() => run.Finish());
        Assert.Contains("its commands for sink", failure.Message, StringComparison.Ordinal);
        Assert.Equal(applied, _memory.Applied.Count(a => a.Task.Index == 1));
    }

    /// <summary>A run that dies before the commands of an epoch are applied.</summary>
    private async Task DieAsync()
    {
        using TestRun dying = Start(new EpochTopology.Input(300) { Allowed = 50 }, executors: 2);
        _memory.Before = (_, _) =>
        {
            dying.Engine.Host.Abort(null);
            throw new OperationCanceledException("The process has died.");
        };
        await dying.Finish();

        // A call that is under way comes through all the same.
        Deadline.Until(() => _memory.Open == 0, "the sinks are disposed of");
        _memory.Before = null;
    }

    /// <summary>Gives the sources a little more with each epoch, until the run has ended.</summary>
    private static async Task FinishAsync(TestRun run, EpochTopology.Input input)
    {
        Task<TopologyOutcome> finish = run.Finish();
        while (!finish.IsCompleted)
        {
            input.Allowed += 40;
            long epoch = run.Engine.Epoch;
            Deadline.Until(() => finish.IsCompleted || run.Engine.Epoch > epoch, "an epoch is committed");
        }

        await finish;
    }

    private TestRun Start(EpochTopology.Input input, int executors, ICheckpointStore? store = null, bool fresh = false, int parallelism = 2)
    {
        var options = new EngineOptions { Executors = executors, EpochInterval = TimeSpan.FromMilliseconds(10), RingCapacity = 64, BatchSize = 16 };
        options.Components["Counts"] = parallelism;
        return new TestRun(
            TestRun.DefinitionOf<SinkTopology>(),
            options,
            checkpoints: new CheckpointOptions(store ?? _store) { Fresh = fresh },
            services: [input, _memory, _padding]);
    }
}
