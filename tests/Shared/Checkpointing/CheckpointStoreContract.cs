using System.Collections.Immutable;
using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>What every checkpoint store must do, call by call: what it answers, twice the same, and what it refuses.</summary>
public abstract partial class CheckpointStoreContract : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    private ICheckpointStore? _store;

    protected ICheckpointStore Store => _store!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task An_empty_store_has_nothing()
    {
        EpochId epoch = Checkpoints.Epoch(new FencingToken(1, 1), 1);

        Assert.Null(await Store.ReadHeadAsync(None));
        Assert.Null(await Store.ReadManifestAsync(epoch, None));
        Assert.Null(await Store.ReadAsync(Checkpoints.Group(epoch, 0), None));
        Assert.Empty(await Store.ListAsync(None));
        Assert.Empty(await Store.ReadNamesAsync(epoch, None));
        Assert.False(await Store.ReleaseAsync(epoch, None));
        Assert.False(await Store.BeginAsync(epoch, None));
    }

    [Fact]
    public async Task As_long_as_nobody_has_taken_the_register_no_token_is_valid()
    {
        EpochId epoch = Checkpoints.Epoch(default, 1);

        Assert.False(await Store.BeginAsync(epoch, None));
        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(Checkpoints.Manifest(epoch, null), None));
        Assert.False(await Store.RewindAsync(default, epoch, epoch, acceptLoss: true, None));
        Assert.False(await Store.ClearAsync(default, None));
        Assert.Equal(new FencingToken(1, 0), await Store.AcquireAsync(0, 0, None));
        Assert.Equal(new FencingToken(1, 0), await Store.AcquireAsync(0, 0, None));
    }

    [Fact]
    public async Task The_register_is_taken_with_a_token_above_all_and_once_when_asked_twice()
    {
        FencingToken first = await Store.AcquireAsync(41, 7, None);

        Assert.Equal(new FencingToken(42, 7), first);
        Assert.Equal(first, await Store.AcquireAsync(41, 7, None));
        Assert.Equal(first, await Store.AcquireAsync(99, 7, None));
        Assert.Equal(new FencingToken(43, 8), await Store.AcquireAsync(0, 8, None));
        Assert.Equal(new FencingToken(44, 7), await Store.AcquireAsync(5, 7, None));
        Assert.Equal(new FencingToken(101, 9), await Store.AcquireAsync(100, 9, None));
    }

    [Fact]
    public async Task Tokens_are_whole_numbers_of_64_bits()
    {
        const long Highest = (1L << 60) + 1;

        Assert.Equal(new FencingToken(Highest + 1, ulong.MaxValue), await Store.AcquireAsync(Highest, ulong.MaxValue, None));
        Assert.Equal(new FencingToken(Highest + 2, 1UL << 63), await Store.AcquireAsync(0, 1UL << 63, None));
    }

    [Fact]
    public async Task Of_twenty_that_take_the_register_at_once_one_has_it()
    {
        FencingToken[] tokens = await Task.WhenAll(Enumerable.Range(1, 20).Select(index => Task.Run(() => Store.AcquireAsync(0, (ulong)index, None))));

        Assert.Equal(Enumerable.Range(1, 20).Select(index => (long)index), tokens.Select(token => token.Generation).Order());
        Assert.Equal(1, (await Task.WhenAll(tokens.Select(token => Store.BeginAsync(Checkpoints.Epoch(token, 1), None)))).Count(began => began));
        Assert.True(await Store.BeginAsync(Checkpoints.Epoch(tokens.MaxBy(token => token.Generation), 1), None));
    }

    [Fact]
    public async Task An_attempt_is_recorded_under_the_valid_token_and_once_when_sent_twice()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        FencingToken token = await Store.AcquireAsync(0, 2, None);
        EpochId attempt = Checkpoints.Epoch(token, 1);

        Assert.False(await Store.BeginAsync(Checkpoints.Epoch(old, 1), None));
        Assert.False(await Store.BeginAsync(Checkpoints.Epoch(token with { Nonce = 3 }, 1), None));
        Assert.False(await Store.BeginAsync(Checkpoints.Epoch(token with { Generation = 99 }, 1), None));
        Assert.True(await Store.BeginAsync(attempt, None));
        Assert.True(await Store.BeginAsync(attempt, None));

        Assert.Equal([new EpochRecord(attempt, false)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.Null(await Store.ReadHeadAsync(None));
    }

    [Fact]
    public async Task A_call_that_is_given_up_before_it_is_made_changes_nothing()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.BeginAsync(Checkpoints.Epoch(token, 1), cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadHeadAsync(cancellation.Token));

        Assert.Empty(await Store.ListAsync(None));
    }

    [Fact]
    public async Task Whatever_was_answered_is_there_after_the_store_was_opened_anew()
    {
        FencingToken token = await Store.AcquireAsync(0, 7, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);
        EpochId attempt = Checkpoints.Epoch(token, 3);
        await Store.BeginAsync(attempt, None);
        await Store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(attempt, 5), 70_000)], None);
        await Store.ReleaseAsync(first, None);
        Manifest? manifest = await Store.ReadManifestAsync(second, None);

        _store = await ReopenAsync();

        Assert.Equal(new CheckpointHead(second, first), await Store.ReadHeadAsync(None));
        Assert.Equal([new(first, true), new(second, true), new EpochRecord(attempt, false)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.True(Checkpoints.AreEqual(manifest, await Store.ReadManifestAsync(second, None)));
        await AssertHasAsync(Checkpoints.Fill(Checkpoints.Group(second, 2)));
        await AssertHasAsync(Checkpoints.Fill(Checkpoints.Group(attempt, 5), 70_000));
        Assert.Equal([Checkpoints.Group(attempt, 5)], (await Store.ReadNamesAsync(attempt, None)).AsEnumerable());
        Assert.True(await Store.BeginAsync(attempt, None));
        Assert.Equal(token.Generation + 1, (await Store.AcquireAsync(0, 8, None)).Generation);
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<ICheckpointStore> OpenAsync();

    /// <summary>Ends the store, and what keeps its data, without a warning; then opens it again over the same data.</summary>
    protected abstract Task<ICheckpointStore> ReopenAsync();

    /// <summary>Commits an epoch with a blob of its own for key groups 0 to 2.</summary>
    protected async Task<EpochId> CommitAsync(FencingToken token, long number, EpochId? previous, ulong lineage = Checkpoints.Lineage)
    {
        EpochId epoch = Checkpoints.Epoch(token, number, lineage);
        Blob[] blobs = [.. Enumerable.Range(0, 3).Select(group => Checkpoints.Fill(Checkpoints.Group(epoch, group)))];
        Assert.True(await Store.BeginAsync(epoch, None));
        await Store.WriteAsync(blobs, None);
        Assert.Equal(FlipOutcome.Committed, await Store.FlipAsync(Checkpoints.Manifest(epoch, previous, blobs), None));
        return epoch;
    }

    protected async Task AssertHasAsync(Blob blob)
    {
        ReadOnlyMemory<byte>? content = await Store.ReadAsync(blob.Name, None);
        Assert.True(content is { } bytes && bytes.Span.SequenceEqual(blob.Content.Span), $"{blob.Name} is not what was written");
    }
}
