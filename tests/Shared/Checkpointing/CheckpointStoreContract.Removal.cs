using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>What is listed, and what becomes of what is deleted, forgotten and cleared.</summary>
public abstract partial class CheckpointStoreContract
{
    [Fact]
    public async Task Epochs_are_listed_the_oldest_first()
    {
        var expected = new List<EpochRecord>();
        EpochId? previous = null;
        for (ulong generation = 1; generation <= 12; generation++)
        {
            FencingToken token = await Store.AcquireAsync(0, ulong.MaxValue - generation, None);
            previous = await CommitAsync(token, (long)generation, previous);
            EpochId attempt = Checkpoints.Epoch(token, (long)generation + 1);
            await Store.BeginAsync(attempt, None);
            expected.AddRange([new EpochRecord(previous.Value, true), new EpochRecord(attempt, false)]);
        }

        Assert.Equal(expected, (await Store.ListAsync(None)).AsEnumerable());
    }

    [Fact]
    public async Task What_was_written_without_having_been_begun_can_be_found()
    {
        EpochId epoch = Checkpoints.Epoch(new FencingToken(1, 1), 1);

        await Store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(epoch, 1))], None);

        Assert.Equal([new EpochRecord(epoch, false)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.Equal([Checkpoints.Group(epoch, 1)], (await Store.ReadNamesAsync(epoch, None)).AsEnumerable());
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_no_other_one()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);
        BlobName[] names = [Checkpoints.Group(first, 0), Checkpoints.Group(second, 2)];

        await Store.DeleteAsync(names, None);
        await Store.DeleteAsync(names, None);
        await Store.DeleteAsync([Checkpoints.Group(first, 200), Checkpoints.Group(Checkpoints.Epoch(token, 77), 0)], None);
        await Store.DeleteAsync([], None);

        Assert.Null(await Store.ReadAsync(names[0], None));
        Assert.Null(await Store.ReadAsync(names[1], None));
        await AssertHasAsync(Checkpoints.Fill(Checkpoints.Group(second, 0)));
        Assert.Equal([Checkpoints.Group(first, 1), Checkpoints.Group(first, 2)], (await Store.ReadNamesAsync(first, None)).AsEnumerable());
        Assert.Equal([Checkpoints.Group(second, 0), Checkpoints.Group(second, 1)], (await Store.ReadNamesAsync(second, None)).AsEnumerable());
        Assert.Equal([new(first, true), new EpochRecord(second, true)], (await Store.ListAsync(None)).AsEnumerable());

        await Store.WriteAsync([Checkpoints.Fill(names[0])], None);
        await AssertHasAsync(Checkpoints.Fill(names[0]));
        Assert.Equal(3, (await Store.ReadNamesAsync(first, None)).Length);
    }

    [Fact]
    public async Task A_forgotten_epoch_is_no_longer_committed_and_is_gone_with_its_last_blob()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);

        await Store.ForgetAsync(token, first, None);

        Assert.Null(await Store.ReadManifestAsync(first, None));
        Assert.Equal([new(first, false), new EpochRecord(second, true)], (await Store.ListAsync(None)).AsEnumerable());
        await AssertHasAsync(Checkpoints.Fill(Checkpoints.Group(first, 1)));

        await Store.DeleteAsync(await Store.ReadNamesAsync(first, None), None);
        await Store.ForgetAsync(token, first, None);
        await Store.ForgetAsync(token, first, None);
        Assert.Equal([new EpochRecord(second, true)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.Equal(new CheckpointHead(second, null), await Store.ReadHeadAsync(None));
    }

    [Fact]
    public async Task An_attempt_without_blobs_is_forgotten()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId attempt = Checkpoints.Epoch(token, 1);
        await Store.BeginAsync(attempt, None);

        await Store.ForgetAsync(token, attempt, None);

        Assert.Empty(await Store.ListAsync(None));
    }

    [Fact]
    public async Task The_head_is_not_forgotten_and_nothing_is_under_another_token()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(old, 1, null);
        EpochId second = await CommitAsync(old, 2, first);
        FencingToken token = await Store.AcquireAsync(0, 2, None);

        await Store.ForgetAsync(token, second, None);
        await Store.ForgetAsync(old, first, None);
        await Store.ForgetAsync(token with { Nonce = 3 }, first, None);

        Assert.Equal([new(first, true), new EpochRecord(second, true)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.NotNull(await Store.ReadManifestAsync(second, None));
    }

    [Fact]
    public async Task A_cleared_store_has_nothing_but_the_register()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        FencingToken token = await Store.AcquireAsync(0, 2, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);
        await Store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(Checkpoints.Epoch(token, 3), 0))], None);
        await Store.ReleaseAsync(second, None);

        Assert.False(await Store.ClearAsync(old, None));
        Assert.False(await Store.ClearAsync(token with { Nonce = 9 }, None));
        Assert.Equal(second, (await Store.ReadHeadAsync(None))!.Committed);
        Assert.True(await Store.ClearAsync(token, None));
        Assert.True(await Store.ClearAsync(token, None));

        Assert.Null(await Store.ReadHeadAsync(None));
        Assert.Empty(await Store.ListAsync(None));
        foreach (EpochId epoch in new[] { first, second, Checkpoints.Epoch(token, 3) })
        {
            Assert.Null(await Store.ReadManifestAsync(epoch, None));
            Assert.Null(await Store.ReadAsync(Checkpoints.Group(epoch, 0), None));
            Assert.Empty(await Store.ReadNamesAsync(epoch, None));
        }

        Assert.Equal(token.Generation + 1, (await Store.AcquireAsync(0, 3, None)).Generation);
    }

    [Fact]
    public async Task After_it_was_cleared_numbers_begin_again()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        await CommitAsync(token, 1, null);
        await Store.ClearAsync(token, None);
        token = await Store.AcquireAsync(0, 2, None);

        EpochId first = await CommitAsync(token, 1, null, lineage: 9);

        Assert.Equal(new CheckpointHead(first, null), await Store.ReadHeadAsync(None));
        await AssertHasAsync(Checkpoints.Fill(Checkpoints.Group(first, 0)));
        Assert.Equal([new EpochRecord(first, true)], (await Store.ListAsync(None)).AsEnumerable());
    }
}
