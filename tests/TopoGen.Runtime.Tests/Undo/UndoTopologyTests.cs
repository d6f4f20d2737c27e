using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Undo.UndoTopology;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>What is left of calls of generated components that throw: fused in a row, and over rings.</summary>
public sealed class UndoTopologyTests
{
    private readonly SinkMemory<Part> _stored = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Only_what_was_handled_to_its_end_is_kept_and_emitted(int executors)
    {
        string?[] throwers = [null, "Split", "Split at its end", "Left", "Right", "Join"];
        Book given = await Run(executors, [.. throwers.Select((thrower, index) => new Number(1 + index, thrower)), new Number(9, null)]);

        // A tuple that Left alone throws at reaches Join by Right, and the reverse.
        Assert.Equal("5, last 9", given.Kept["split"]);
        Assert.Equal("6, total 0, -9 -5 -1 1 5 9", Sorted(given.Kept["join, left"]));
        Assert.Equal("6, total 0, -9 -4 -1 1 4 9", Sorted(given.Kept["join, right"]));
        Assert.Equal("l-1 l-5 l-9 l1 l5 l9 r-1 r-4 r-9 r1 r4 r9", string.Join(" ", given.Kept["last"].Split(' ').Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task What_a_sink_writes_in_a_call_that_throws_is_not_applied(int executors)
    {
        await Run(executors, [new Number(1, null), new Number(2, "Split"), new Number(3, "Store"), new Number(4, "Left"), new Number(5, null)]);

        Assert.Equal([-5, -4, -1, 1, 4, 5], _stored.Applied.Select(a => a.Command.Value).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Key_that_only_a_call_that_throws_has_seen_does_not_exist(int executors)
    {
        Book given = await Run(executors, [new Number(1, "Join"), new Number(2, "Split")]);

        Assert.Equal(["last", "split"], given.Kept.Keys);
        Assert.Equal("1, last 1", given.Kept["split"]);
        Assert.Equal("", given.Kept["last"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_a_tick_emits_that_throws_is_not_sent(int executors)
    {
        var received = new UndoTickTopology.Received();
        var time = new FakeTimeProvider();
        using var run = new TestRun(
            TestRun.DefinitionOf<UndoTickTopology>(), new EngineOptions { Executors = executors }, time: time, services: [received]);
        Task<TopologyOutcome> finish = run.Finish();
        Deadline.Until(() => !received.Beats.IsEmpty, "the topology runs");
        for (int tick = 1; tick <= 6; tick++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Deadline.Until(() => received.Ticks == tick, $"tick {tick} has come");
        }

        run.Drain();
        Assert.Equal(TopologyOutcome.Drained, await finish);
        Assert.Equal([0, 2, 4, 6], received.Beats);
        Assert.Equal(3, run["Clock"].Failed);
    }

    private async Task<Book> Run(int executors, Number[] input)
    {
        var book = new Book();
        book.Input.AddRange(input);
        using var run = new TestRun(
            TestRun.DefinitionOf<UndoTopology>(),
            new EngineOptions { Executors = executors, MaxIdleWait = TimeSpan.FromMilliseconds(1) },
            checkpoints: new CheckpointOptions(new InMemoryCheckpointStore()),
            services: [book, _stored]);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        return book;
    }

    private static string Sorted(string sum)
    {
        string[] parts = sum.Split(", ");
        return $"{parts[0]}, {parts[1]}, {string.Join(" ", parts[2].Split(' ').Select(long.Parse).Order())}";
    }
}
