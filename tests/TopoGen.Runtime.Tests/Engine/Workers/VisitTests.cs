using System.Diagnostics;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Engine.VisitTopology;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>The links of these tests bring tuples on their sender's thread.</summary>
public sealed class VisitTests
{
    /// <summary>Twice as long as a turn may take that is run by a visitor.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMicroseconds(200);

    [Fact]
    public async Task A_sleeping_executors_short_handler_runs_on_the_thread_that_brings_the_tuple()
    {
        var book = new Book(static () => { });
        await using Workers workers = await Start(book);

        Deadline.Until(() => Send(book).Visits > 0, "a spout's thread runs the handler");

        Assert.Equal(0, book.Overlaps);
    }

    [Fact]
    public async Task A_slow_handler_runs_on_its_own_thread()
    {
        var book = new Book(static () =>
        {
            long begun = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begun) < Slow)
            {
                Thread.SpinWait(10);
            }
        });
        await using Workers workers = await Start(book);

        for (int i = 0; i < 100; i++)
        {
            Send(book);
        }

        Assert.Equal(0, book.Visits);
    }

    [Fact]
    public async Task However_many_threads_bring_tuples_the_handler_runs_on_one_at_a_time()
    {
        var book = new Book(static () => Thread.SpinWait(10));
        await using Workers workers = await Start(book);

        Deadline.Until(() => Send(book).Visits >= 300, "spouts' threads run the handler again and again");

        Assert.Equal(0, book.Overlaps);
        Assert.Equal(3 * book.Allowed, book.Kept);
    }

    private static async Task<Workers> Start(Book book)
    {
        var options = new EngineOptions { Executors = 1, SpinTime = TimeSpan.Zero, MaxIdleWait = TimeSpan.FromMilliseconds(1) };
        var workers = new Workers(Definition<VisitTopology>(), options, 4, new InMemoryCoordinationStore(), 1 << 20, book);
        workers.Start(4);
        await workers.Apply(static (component, task) => component == "Keep" ? "w3" : $"w{task}");
        return workers;
    }

    private static TopologyDefinition Definition<TTopology>()
        where TTopology : ITopology<TTopology>
        => TTopology.Definition;

    /// <summary>One more number of each spout, until all are handled.</summary>
    private static Book Send(Book book)
    {
        book.Allowed++;
        Deadline.Until(() => book.Kept == 3 * book.Allowed, "all numbers are handled");
        return book;
    }
}
