using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;
using static TopoGen.Runtime.Tests.ErrorStreams.ErrorTopology;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>Tuples that fail, where somebody reads of them: each is told once, with nothing else of its call, before the readers end.</summary>
public sealed class ErrorStreamTests
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly SinkMemory<FailedTuple> _letters = new();
    private readonly SinkMemory<Number> _stored = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Exactly_once_each_failure_is_told_once_in_place_of_what_failed(int executors)
    {
        var book = new Book(1000) { Allowed = long.MaxValue };
        using TestRun run = Start(executors, book);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        Verify(book);
        Assert.Equal(Numbers(book).Count(n => Throws.Pass(n) && Throws.Read(n)), run["Read"].Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Exactly_once_what_is_told_is_part_of_the_epoch_however_often_the_run_is_broken_off(int executors)
    {
        var book = new Book(2000);
        for (int round = 1; round <= 4; round++)
        {
            using TestRun broken = Start(executors, book);
            Task<TopologyOutcome> finish = broken.Finish();
            long before = broken.Engine.Epoch;
            book.Allowed = round * 400;
            Deadline.Until(() => broken.Engine.Epoch >= before + 3, "epochs are committed");
            book.Allowed += 50;
            broken.Engine.Host.Abort(null);
            await finish;
        }

        using TestRun run = Start(executors, book);
        book.Allowed = long.MaxValue;

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.NotNull(run.Engine.ResumedFrom);
        Verify(book);
    }

    [Fact]
    public async Task Exactly_once_over_workers_of_which_some_are_lost_each_failure_is_told_once()
    {
        var book = new Book(3000);
        await using var cluster = new EpochCluster(TestRun.DefinitionOf<ErrorTopology>(), book, _letters, _stored);
        await cluster.BeginAsync(workers: 3);
        List<EpochCluster.Member> members = [.. Enumerable.Range(0, 3).Select(w => cluster.Start($"w{w}"))];
        for (int round = 1; round <= 2; round++)
        {
            book.Allowed = round * 1000;
            long before = cluster.Epoch;
            Deadline.Until(() => cluster.Epoch >= before + 3, "epochs are committed");
            EpochCluster.Member? lost = null;
            Deadline.Until(() => (lost = members.Find(m => !m.IsLeading && cluster.HasTasks(m))) is not null, "there is one to lose");
            lost!.Faults.IsUnreachable = true;
            members.Add(cluster.Start($"again{round}"));
            before = cluster.Facts.Plan!.Token.Generation;
            Deadline.Until(() => cluster.Facts.Plan is { } plan && plan.Rewinds && plan.Token.Generation > before, "all tasks are rewound");
            lost.Faults.IsUnreachable = false;
        }

        book.Allowed = long.MaxValue;
        Task<RunEnd?[]> ends = Task.WhenAll(members.Select(m => m.End));
        Assert.True(await Task.WhenAny(ends, Task.Delay(Deadline.Limit)) == ends, cluster.Describe());

        Assert.All(await ends, end => Assert.Equal(new RunEnd(RunPhase.Completed, null), end));
        Verify(book);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task At_most_once_each_failure_is_told_beside_what_its_call_had_emitted(int executors)
    {
        var book = new Book(1000) { Allowed = long.MaxValue };
        TopologyDefinition compiled = TestRun.DefinitionOf<ErrorTopology>();
        var definition = new TopologyDefinition
        {
            Name = compiled.Name,
            KeyGroups = compiled.KeyGroups,
            Components = [.. compiled.Components.Where(c => c.Sink is null)],
        };
        using var run = new TestRun(definition, new EngineOptions { Executors = executors, RingCapacity = 64, BatchSize = 16 }, services: [book, _letters, _stored]);

        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        // The call that threw emitted first, and at most once that is not undone: not in the bolts, and not in the reader.
        Assert.Equal(Failures(book, Throws.Pass, Throws.Check, Throws.Ask), book.Counted.Keys);
        Assert.All(book.Counted.Values, times => Assert.Equal(1, times));
        Assert.Equal(Numbers(book).Where(n => !Throws.Ask(n)).Sum(), book.Sum);
    }

    private static IEnumerable<long> Numbers(Book book) => Enumerable.Range(0, (int)book.Count).Select(n => (long)n);

    private static IEnumerable<string> Failures(
        Book book, Func<long, bool> pass, Func<long, bool> check, Func<long, bool> ask, Func<long, bool>? store = null)
        => new[] { (nameof(Pass), pass), (nameof(Check), check), (nameof(Ask), ask), (nameof(Store), store ?? (_ => false)) }
            .SelectMany(f => Numbers(book).Where(f.Item2).Select(n => $"{f.Item1} {new Number(n)}"))
            .Order(StringComparer.Ordinal);

    private TestRun Start(int executors, Book book)
        => new(
            TestRun.DefinitionOf<ErrorTopology>(),
            new EngineOptions { Executors = executors, EpochInterval = TimeSpan.FromMilliseconds(10), RingCapacity = 64, BatchSize = 16 },
            checkpoints: new CheckpointOptions(_store),
            services: [book, _letters, _stored]);

    /// <summary>Where Pass threw, what it had emitted is undone, and so is what Check said of that.</summary>
    private void Verify(Book book)
    {
        bool IsPassed(long number) => !Throws.Pass(number);
        bool IsChecked(long number) => IsPassed(number) && !Throws.Check(number);
        bool IsAsked(long number) => IsChecked(number) && !Throws.Ask(number);
        IEnumerable<string> Told(Func<long, bool> pass)
            => Failures(book, pass, n => IsPassed(n) && Throws.Check(n), n => IsChecked(n) && Throws.Ask(n), n => IsAsked(n) && Throws.Store(n));

        Assert.Equal(Told(n => Throws.Pass(n) && !Throws.Read(n)), book.Counted.Keys);
        Assert.All(book.Counted.Values, times => Assert.Equal(1, times));
        Assert.Equal(Told(Throws.Pass), _letters.Applied.Select(a => $"{a.Command.Component} {a.Command.Tuple}").Order(StringComparer.Ordinal));
        Assert.Equal(Numbers(book).Where(IsAsked).Sum(), book.Sum);
        Assert.Equal(Numbers(book).Where(n => IsAsked(n) && !Throws.Store(n)), _stored.Applied.Select(a => a.Command.Value).Order());
    }
}
