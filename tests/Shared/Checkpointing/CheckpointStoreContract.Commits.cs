using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>The head: flips, releases, rewinds.</summary>
public abstract partial class CheckpointStoreContract
{
    [Fact]
    public async Task An_epoch_is_committed_by_its_flip_and_once_when_sent_twice()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = Checkpoints.Epoch(token, 1);
        Blob blob = Checkpoints.Fill(Checkpoints.Group(first, 17));
        Manifest manifest = Checkpoints.Manifest(first, null, blob);
        await Store.BeginAsync(first, None);
        await Store.WriteAsync([blob], None);
        Assert.Null(await Store.ReadManifestAsync(first, None));

        Assert.Equal(FlipOutcome.Committed, await Store.FlipAsync(manifest, None));
        Assert.Equal(FlipOutcome.Committed, await Store.FlipAsync(manifest, None));

        Assert.Equal(new CheckpointHead(first, null), await Store.ReadHeadAsync(None));
        Assert.Equal([new EpochRecord(first, true)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.True(Checkpoints.AreEqual(manifest, await Store.ReadManifestAsync(first, None)));

        await CommitAsync(token, 2, first);
        await Store.AcquireAsync(0, 2, None);
        Assert.Equal(FlipOutcome.Committed, await Store.FlipAsync(manifest, None));
        Assert.Equal(2, (await Store.ReadHeadAsync(None))!.Committed.Number);
    }

    [Fact]
    public async Task An_epoch_need_not_have_been_begun_to_be_committed()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = Checkpoints.Epoch(token, 1);

        Assert.Equal(FlipOutcome.Committed, await Store.FlipAsync(Checkpoints.Manifest(first, null), None));
        Assert.True(await Store.BeginAsync(first, None));

        Assert.Equal([new EpochRecord(first, true)], (await Store.ListAsync(None)).AsEnumerable());
    }

    [Fact]
    public async Task Any_sound_manifest_is_read_as_it_was_committed()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 10; round++)
        {
            Manifest manifest = Checkpoints.Random(random);
            FencingToken token = await Store.AcquireAsync(0, (ulong)(round + 1), None);
            manifest = manifest with { Id = manifest.Id with { Token = token }, Previous = null };
            Assert.True(FlipOutcome.Committed == await Store.FlipAsync(manifest, None), $"seed {seed}, round {round}");
            Assert.True(Checkpoints.AreEqual(manifest, await Store.ReadManifestAsync(manifest.Id, None)), $"seed {seed}, round {round}");
            Assert.Equal(manifest.Id, (await Store.ReadHeadAsync(None))!.Committed);
        }
    }

    [Fact]
    public async Task A_flip_under_a_token_that_is_no_longer_valid_changes_nothing()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(old, 1, null);
        EpochId late = Checkpoints.Epoch(old, 2);
        await Store.BeginAsync(late, None);
        FencingToken token = await Store.AcquireAsync(0, 2, None);

        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(Checkpoints.Manifest(late, first), None));
        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(Checkpoints.Manifest(Checkpoints.Epoch(token with { Nonce = 3 }, 2), first), None));
        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(Checkpoints.Manifest(Checkpoints.Epoch(token with { Generation = 9 }, 2), first), None));

        Assert.Equal(new CheckpointHead(first, null), await Store.ReadHeadAsync(None));
        Assert.Null(await Store.ReadManifestAsync(late, None));
        Assert.Equal([new(first, true), new EpochRecord(late, false)], (await Store.ListAsync(None)).AsEnumerable());

        await CommitAsync(token, 2, first);
        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(Checkpoints.Manifest(late, first), None));
    }

    [Fact]
    public async Task An_epoch_that_does_not_follow_the_head_is_not_committed()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId phantom = Checkpoints.Epoch(token, 1);
        Assert.Equal(FlipOutcome.OutOfOrder, await Store.FlipAsync(Checkpoints.Manifest(Checkpoints.Epoch(token, 2), phantom), None));
        Assert.Null(await Store.ReadHeadAsync(None));
        Assert.Empty(await Store.ListAsync(None));

        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);
        foreach ((long number, EpochId? previous) in new (long, EpochId?)[] { (3, first), (3, null), (4, Checkpoints.Epoch(token, 3)), (3, second with { Lineage = 1 }) })
        {
            EpochId id = Checkpoints.Epoch(token, number, previous?.Lineage ?? Checkpoints.Lineage);
            Assert.Equal(FlipOutcome.OutOfOrder, await Store.FlipAsync(Checkpoints.Manifest(id, previous), None));
        }

        Assert.Equal(new CheckpointHead(second, null), await Store.ReadHeadAsync(None));
        Assert.Equal(2, (await Store.ListAsync(None)).Length);
    }

    [Fact]
    public async Task Of_twenty_epochs_that_follow_the_same_one_exactly_one_is_committed()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);

        FlipOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(2, 20).Select(
            number => Task.Run(() => Store.FlipAsync(Checkpoints.Manifest(Checkpoints.Epoch(token, number), first), None))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == FlipOutcome.Committed));
        Assert.All(outcomes, outcome => Assert.NotEqual(FlipOutcome.Stale, outcome));
        Assert.Equal(Array.IndexOf(outcomes, FlipOutcome.Committed) + 2, (await Store.ReadHeadAsync(None))!.Committed.Number);
        Assert.Equal(2, (await Store.ListAsync(None)).Count(record => record.IsCommitted));
    }

    [Fact]
    public async Task A_manifest_that_is_not_sound_is_not_taken()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = Checkpoints.Epoch(token, 1);

        ArgumentException failure = await Assert.ThrowsAsync<ArgumentException>(() => Store.FlipAsync(Checkpoints.Manifest(first, first), None));

        Assert.Contains(first.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Null(await Store.ReadHeadAsync(None));
    }

    [Fact]
    public async Task A_new_lineage_begins_over_an_old_one_and_has_released_nothing()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId old = await CommitAsync(token, 40, first);
        await Store.ReleaseAsync(old, None);
        token = await Store.AcquireAsync(0, 2, None);

        EpochId fresh = await CommitAsync(token, 1, null, lineage: 5);

        Assert.Equal(new CheckpointHead(fresh, null), await Store.ReadHeadAsync(None));
        Assert.False(await Store.ReleaseAsync(old, None));
        Assert.False(await Store.RewindAsync(token, fresh, old, acceptLoss: true, None));
        Assert.Equal(FlipOutcome.OutOfOrder, await Store.FlipAsync(Checkpoints.Manifest(Checkpoints.Epoch(token, 41), old), None));
        Assert.True(await Store.ReleaseAsync(fresh, None));
        Assert.Equal(new CheckpointHead(fresh, fresh), await Store.ReadHeadAsync(None));
        Assert.Equal([first, old, fresh], (await Store.ListAsync(None)).Where(record => record.IsCommitted).Select(record => record.Id));
    }

    [Fact]
    public async Task The_release_rises_with_the_commits_and_never_falls()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId failed = Checkpoints.Epoch(token, 2);
        await Store.BeginAsync(failed, None);
        token = await Store.AcquireAsync(0, 2, None);
        EpochId second = await CommitAsync(token, 2, first);
        EpochId third = Checkpoints.Epoch(token, 3);
        await Store.BeginAsync(third, None);

        Assert.True(await Store.ReleaseAsync(second, None));
        Assert.True(await Store.ReleaseAsync(second, None));
        Assert.True(await Store.ReleaseAsync(first, None));
        Assert.False(await Store.ReleaseAsync(failed, None));
        Assert.False(await Store.ReleaseAsync(third, None));
        Assert.False(await Store.ReleaseAsync(second with { Number = 99 }, None));
        Assert.False(await Store.ReleaseAsync(second with { Lineage = 1 }, None));
        Assert.Equal(new CheckpointHead(second, second), await Store.ReadHeadAsync(None));

        await CommitAsync(token, 3, second);
        Assert.Equal(new CheckpointHead(third, second), await Store.ReadHeadAsync(None));
        Assert.True(await Store.ReleaseAsync(third, None));
        Assert.Equal(new CheckpointHead(third, third), await Store.ReadHeadAsync(None));
    }

    [Fact]
    public async Task Numbers_are_compared_as_numbers_of_64_bits()
    {
        const long Number = (1L << 60) + 1;
        FencingToken token = await Store.AcquireAsync((1L << 60) + 8, 1, None);
        EpochId low = await CommitAsync(token, 9, null);
        EpochId ten = await CommitAsync(token, 10, low);
        EpochId high = await CommitAsync(token, Number, ten);
        EpochId highest = await CommitAsync(token, Number + 1, high);

        Assert.Equal([low, ten, high, highest], (await Store.ListAsync(None)).Select(record => record.Id));
        Assert.True(await Store.ReleaseAsync(ten, None));
        Assert.True(await Store.ReleaseAsync(low, None));
        Assert.Equal(new CheckpointHead(highest, ten), await Store.ReadHeadAsync(None));
        Assert.True(await Store.ReleaseAsync(high, None));
        Assert.False(await Store.RewindAsync(token, highest, ten, acceptLoss: false, None));
        Assert.True(await Store.RewindAsync(token, highest, high, acceptLoss: false, None));
        Assert.Equal(new CheckpointHead(high, high), await Store.ReadHeadAsync(None));
    }

    [Fact]
    public async Task The_head_goes_back_to_an_older_epoch_and_what_was_above_it_is_given_up()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(old, 1, null);
        EpochId second = await CommitAsync(old, 2, first);
        EpochId third = await CommitAsync(old, 3, second);
        Manifest given = (await Store.ReadManifestAsync(third, None))!;
        FencingToken token = await Store.AcquireAsync(0, 2, None);

        Assert.True(await Store.RewindAsync(token, third, first, acceptLoss: false, None));
        Assert.True(await Store.RewindAsync(token, third, first, acceptLoss: false, None));

        Assert.Equal(new CheckpointHead(first, null), await Store.ReadHeadAsync(None));
        Assert.Equal([new(first, true), new(second, false), new EpochRecord(third, false)], (await Store.ListAsync(None)).AsEnumerable());
        Assert.Null(await Store.ReadManifestAsync(third, None));
        Assert.Equal(FlipOutcome.Stale, await Store.FlipAsync(given, None));
        Assert.False(await Store.ReleaseAsync(second, None));
        Assert.False(await Store.RewindAsync(token, first, third, acceptLoss: true, None));

        EpochId next = await CommitAsync(token, 2, first);
        Assert.Equal(new CheckpointHead(next, null), await Store.ReadHeadAsync(None));
        Assert.False(await Store.RewindAsync(token, third, first, acceptLoss: true, None));
        Assert.Equal(next, (await Store.ReadHeadAsync(None))!.Committed);
    }

    [Fact]
    public async Task The_head_goes_back_only_for_the_valid_token_from_where_it_is_and_to_what_is_kept()
    {
        FencingToken old = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(old, 1, null);
        EpochId second = await CommitAsync(old, 2, first);
        EpochId failed = Checkpoints.Epoch(old, 3);
        await Store.BeginAsync(failed, None);
        FencingToken token = await Store.AcquireAsync(0, 2, None);
        EpochId third = await CommitAsync(token, 3, second);

        Assert.False(await Store.RewindAsync(old, third, second, acceptLoss: true, None));
        Assert.False(await Store.RewindAsync(token with { Nonce = 9 }, third, second, acceptLoss: true, None));
        Assert.False(await Store.RewindAsync(token, second, first, acceptLoss: true, None));
        Assert.False(await Store.RewindAsync(token, third, failed, acceptLoss: true, None));
        Assert.False(await Store.RewindAsync(token, third, first with { Number = 7 }, acceptLoss: true, None));
        await Store.ForgetAsync(token, first, None);
        Assert.False(await Store.RewindAsync(token, third, first, acceptLoss: true, None));

        Assert.Equal(new CheckpointHead(third, null), await Store.ReadHeadAsync(None));
        Assert.Equal([second, third], (await Store.ListAsync(None)).Where(record => record.IsCommitted).Select(record => record.Id));
        Assert.True(await Store.RewindAsync(token, third, third, acceptLoss: false, None));
        Assert.NotNull(await Store.ReadManifestAsync(third, None));
    }

    [Fact]
    public async Task The_head_goes_below_effects_that_were_released_only_where_loss_is_accepted()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        EpochId second = await CommitAsync(token, 2, first);
        EpochId third = await CommitAsync(token, 3, second);
        await Store.ReleaseAsync(second, None);

        Assert.False(await Store.RewindAsync(token, third, first, acceptLoss: false, None));
        Assert.True(await Store.RewindAsync(token, third, second, acceptLoss: false, None));
        Assert.Equal(new CheckpointHead(second, second), await Store.ReadHeadAsync(None));
        Assert.False(await Store.RewindAsync(token, second, first, acceptLoss: false, None));
        Assert.True(await Store.RewindAsync(token, second, first, acceptLoss: true, None));
        Assert.True(await Store.RewindAsync(token, second, first, acceptLoss: true, None));
        Assert.Equal(new CheckpointHead(first, first), await Store.ReadHeadAsync(None));
    }
}
