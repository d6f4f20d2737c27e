using System.Globalization;
using TopoGen.Runtime.Tests.Checkpointing;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Where the checkpoints or what a sink writes to have lost something, or are others than before.</summary>
public sealed class SinkLossTests : IDisposable
{
    private const long Count = 400;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-sink-");
    private readonly InMemoryCheckpointStore _store = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Epochs_that_cannot_be_read_are_done_again_and_leave_nothing_twice_in_files()
    {
        var input = new EpochTopology.Input(Count) { Allowed = 20 };
        await StopAsync(input, epochs: 4);
        CheckpointHead head = (await _store.ReadHeadAsync(CancellationToken.None))!;
        var damaged = new WatchedStore(_store) { Damaged = head.Committed };
        TopologyInputException failure = await RefusedAsync(input, damaged);
        Assert.Contains("accept that they are repeated with --accept-loss", failure.Message, StringComparison.Ordinal);

        await CompleteAsync(input, damaged);
    }

    [Fact]
    public async Task Store_that_has_forgotten_applied_epochs_is_refused_unless_that_is_accepted()
    {
        var input = new EpochTopology.Input(Count) { Allowed = 20 };
        await StopAsync(input, epochs: 4);
        CheckpointHead head = (await _store.ReadHeadAsync(CancellationToken.None))!;
        FencingToken token = await _store.AcquireAsync(0, 99, CancellationToken.None);
        EpochId to = (await _store.ListAsync(CancellationToken.None)).Where(e => e.IsCommitted && e.Id < head.Committed).Max(e => e.Id);
        Assert.True(await _store.RewindAsync(token, head.Committed, to, acceptLoss: true, CancellationToken.None));

        TopologyInputException failure = await RefusedAsync(input, _store);
        Assert.Matches(
            $@"^Sink files/Lines\[\d of 2\] has applied epoch {head.Committed.Number} already, and the topology goes on from epoch {to.Number}: .*--accept-loss\.$",
            failure.Message);

        await CompleteAsync(input, _store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sink_that_is_another_one_than_before_is_refused_unless_that_is_accepted(bool isUsed)
    {
        var input = new EpochTopology.Input(Count) { Allowed = 20 };
        await StopAsync(input, epochs: 4);
        string[] former = Lines();
        foreach (FileInfo file in _folder.GetFiles())
        {
            file.Delete();
        }

        if (isUsed)
        {
            using TestRun other = Start(new EpochTopology.Input(5) { Allowed = 5 }, new InMemoryCheckpointStore());
            Assert.Equal(TopologyOutcome.Completed, await other.Finish());
        }

        int before = Lines().Length;
        TopologyInputException failure = await RefusedAsync(input, _store);
        Assert.Matches(
            $@"^Sink files/Lines\[\d of 2\] has applied the commands of epoch \d+, and in the directory '{_folder.FullName}' of .+ {(isUsed ? "the stamp of another run" : "no stamp")} is found: .*--accept-loss\.$",
            failure.Message);
        Assert.Equal(before, Lines().Length);

        using TestRun run = Start(input, _store, acceptLoss: true);
        input.Allowed = long.MaxValue;
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());

        // What the last epoch had written is applied here, too: whether it was in the former place, nobody can know.
        Assert.Equal(Count + 20, former.Length + Lines().Length - before);
    }

    [Fact]
    public async Task Directory_that_is_as_it_was_some_epochs_ago_is_refused()
    {
        var input = new EpochTopology.Input(Count) { Allowed = 20 };
        await StopAsync(input, epochs: 4);
        foreach (FileInfo[] files in _folder.GetFiles("*.txt").GroupBy(f => f.Name[..18]).Select(g => g.OrderBy(f => f.Name).ToArray()))
        {
            Assert.True(files.Length > 2);
            files[^1].Delete();
            files[^2].Delete();
        }

        TopologyInputException failure = await RefusedAsync(input, _store);
        Assert.Matches(@"has applied the commands of epoch \d+, and in the directory .+ the stamp of epoch \d+ is found: ", failure.Message);
    }

    /// <summary>Runs to the end, with what was lost accepted, and looks at what is there.</summary>
    private async Task CompleteAsync(EpochTopology.Input input, ICheckpointStore store)
    {
        input.Allowed = long.MaxValue;
        using TestRun run = Start(input, store, acceptLoss: true);
        Assert.Equal(TopologyOutcome.Completed, await run.Finish());
        Assert.Contains(run.Log.Messages, m => m.EndsWith("this is accepted by --accept-loss", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, (int)Count).Select(n => n.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal), Lines().Order(StringComparer.Ordinal));
    }

    private async Task<TopologyInputException> RefusedAsync(EpochTopology.Input input, ICheckpointStore store)
    {
        using TestRun run = Start(input, store);
        return await Assert.ThrowsAsync<TopologyInputException>(() => run.Finish());
    }

    /// <summary>Leaves so many epochs, each of which has lines for both tasks: one for each run that is told to stop.</summary>
    private async Task StopAsync(EpochTopology.Input input, int epochs)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            using TestRun run = Start(input, _store);
            Task<TopologyOutcome> finish = run.Finish();
            Deadline.Until(() => run["Lines"].Executed == 20, "both tasks have written");
            run.Drain();
            Assert.Equal(TopologyOutcome.Drained, await finish);
            input.Allowed += 20;
        }
    }

    private string[] Lines() => [.. _folder.GetFiles("*.txt").SelectMany(f => File.ReadAllLines(f.FullName))];

    private TestRun Start(EpochTopology.Input input, ICheckpointStore store, bool acceptLoss = false) => new(
        TestRun.DefinitionOf<FileTopology>(),
        new EngineOptions { Executors = 2, EpochInterval = TimeSpan.FromHours(1), MaxIdleWait = TimeSpan.FromMilliseconds(1) },
        checkpoints: new CheckpointOptions(store) { AcceptLoss = acceptLoss },
        services: [input, new FileSinkOptions(_folder.FullName)]);
}
