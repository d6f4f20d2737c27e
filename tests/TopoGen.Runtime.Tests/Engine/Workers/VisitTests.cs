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
    public async Task Who_brings_a_tuple_during_a_visit_leaves_it_there_and_goes_on()
    {
        bool holds = false;
        bool isHeld = false;
        using var released = new ManualResetEventSlim();
        Book? visited = null;
        var book = new Book(() =>
        {
            if (Volatile.Read(ref holds) && visited!.IsVisit)
            {
                Volatile.Write(ref holds, false);
                Volatile.Write(ref isHeld, true);
                released.Wait(Deadline.Limit);
            }
        });
        visited = book;
        await using Workers workers = await Start(book);
        Deadline.Until(() => Send(book).Visitors == 3, "each spout's thread runs the handler");
        Volatile.Write(ref holds, true);
        while (!Volatile.Read(ref isHeld))
        {
            book.Allowed++;
            Deadline.Until(() => Volatile.Read(ref isHeld) || book.Kept == 3 * book.Allowed, "a number is handled");
        }

        long[] before = book.Asked;
        book.Allowed++;
        Deadline.Until(() => book.Asked.Zip(before).Count(a => a.First > a.Second + 3) == 2, "the other spouts go on");

        Assert.Equal(0, book.Overlaps);
        released.Set();
        Deadline.Until(() => book.Kept == 3 * book.Allowed, "what came meanwhile is handled");
        Assert.Equal(0, book.Overlaps);
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
