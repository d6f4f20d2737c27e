using Microsoft.Extensions.Time.Testing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

public sealed class CheckpointCollectorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryCheckpointStore _store = new();

    [Fact]
    public async Task Whatever_happens_nothing_needed_is_deleted_and_nothing_else_stays()
    {
        int first = Random.Shared.Next();
        int deleted = 0;
        for (int run = 0; run < 20; run++)
        {
            var history = new CheckpointHistory(unchecked(first + run));
            await history.LiveAsync(200);
            deleted += history.Deleted;
        }

        Assert.True(deleted > 200, $"Only {deleted} blobs were deleted in all runs");
    }

    [Fact]
    public async Task A_blob_goes_a_minute_after_it_was_needed_last_and_not_before()
    {
        FencingToken token = await _store.AcquireAsync(0, 1, None);
        var collector = new CheckpointCollector(_store, _time);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId last = first;
        for (int number = 2; number <= 4; number++)
        {
            last = await CommitAsync(token, number, last);
        }

        Assert.Equal(new CollectorOutcome(0, 1, null), await collector.CollectAsync(token, None));
        Assert.Null(await _store.ReadManifestAsync(first, None));
        _time.Advance(CheckpointCollector.Interval);
        Assert.Equal(0, (await collector.CollectAsync(token, None)).Deleted);
        _time.Advance(CheckpointCollector.Age - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await collector.CollectAsync(token, None)).Deleted);
        Assert.NotNull(await _store.ReadAsync(Checkpoints.Group(first, 0), None));

        _time.Advance(CheckpointCollector.Interval);
        Assert.Equal(new CollectorOutcome(1, 1, null), await collector.CollectAsync(token, None));
        Assert.Null(await _store.ReadAsync(Checkpoints.Group(first, 0), None));
        Assert.Equal(3, (await _store.ListAsync(None)).Length);
    }

    [Fact]
    public async Task It_runs_only_so_often()
    {
        FencingToken token = await _store.AcquireAsync(0, 1, None);
        var collector = new CheckpointCollector(_store, _time);
        await collector.CollectAsync(token, None);
        EpochId dead = Checkpoints.Epoch(token, 1);
        await _store.BeginAsync(dead, None);
        token = await _store.AcquireAsync(0, 2, None);

        _time.Advance(CheckpointCollector.Interval - TimeSpan.FromTicks(1));
        await collector.CollectAsync(token, None);
        Assert.Single(await _store.ListAsync(None));
        _time.Advance(TimeSpan.FromTicks(1));
        await collector.CollectAsync(token, None);
        Assert.Empty(await _store.ListAsync(None));
    }

    [Fact]
    public async Task While_a_manifest_cannot_be_read_nothing_is_deleted_and_it_is_named()
    {
        FencingToken old = await _store.AcquireAsync(0, 1, None);
        EpochId dead = Checkpoints.Epoch(old, 1);
        await _store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(dead, 0))], None);
        FencingToken token = await _store.AcquireAsync(0, 2, None);
        EpochId epoch = await CommitAsync(token, 1, null);
        var damaged = new WatchedStore(_store) { Damaged = epoch };
        var collector = new CheckpointCollector(damaged, _time);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(new CollectorOutcome(0, 0, epoch), await collector.CollectAsync(token, None));
            _time.Advance(CheckpointCollector.Age);
        }

        damaged.Damaged = null;
        await collector.CollectAsync(token, None);
        _time.Advance(CheckpointCollector.Age);
        Assert.Equal(new CollectorOutcome(1, 1, null), await collector.CollectAsync(token, None));
    }

    private async Task<EpochId> CommitAsync(FencingToken token, long number, EpochId? previous)
    {
        EpochId epoch = Checkpoints.Epoch(token, number);
        Blob blob = Checkpoints.Fill(Checkpoints.Group(epoch, 0));
        await _store.WriteAsync([blob], None);
        Assert.Equal(FlipOutcome.Committed, await _store.FlipAsync(Checkpoints.Manifest(epoch, previous, blob), None));
        return epoch;
    }
}
