using System.Collections.Immutable;
using TopoGen.Runtime.Tests.Checkpointing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Savepoints;

/// <summary>Savepoints that are taken of one store and put into another.</summary>
public sealed class SavepointTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SampleSavepoint _sample = Enumerable.Range(1, 100).Select(SampleSavepoint.Random).First(static s => s.Header.Bytes > 0);
    private readonly InMemoryCheckpointStore _store = new();

    [Fact]
    public async Task What_is_taken_of_a_store_is_the_last_committed_epoch()
    {
        Assert.Null(await SavepointWriter.ReadLastAsync(_store, None));
        await _sample.CommitAsync(_store);

        Manifest manifest = (await SavepointWriter.ReadLastAsync(_store, None))!;
        using var output = new MemoryStream();
        SavepointHeader header = _sample.Header with { Manifest = manifest };
        Assert.True(await SavepointWriter.TryWriteAsync(_store, header, output, None));

        Assert.Equal(_sample.Header.Manifest.Id, manifest.Id);
        Assert.Equal(SavepointFormat.EncodeHeader(header).Length + header.Bytes, output.Length);
        output.Position = 0;
        await SavepointRestore.VerifyAsync(output, await SavepointFormat.ReadHeaderAsync(output, None), None);
    }

    [Fact]
    public async Task A_blob_that_is_gone_while_it_is_copied_is_noticed()
    {
        FencingToken token = await _store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        Manifest manifest = (await SavepointWriter.ReadLastAsync(_store, None))!;
        await _store.DeleteAsync([Checkpoints.Group(first, 2)], None);

        // As long as it is the last epoch, the store has lost it.
        DamagedCheckpointException damaged = await Assert.ThrowsAsync<DamagedCheckpointException>(() => TryAsync(manifest));
        Assert.Contains($"{Checkpoints.Group(first, 2)} is missing", damaged.Message, StringComparison.Ordinal);

        // Later, it was collected.
        EpochId second = await CommitAsync(token, 2, first);
        Assert.False(await TryAsync(manifest));
        Assert.Equal(second, (await SavepointWriter.ReadLastAsync(_store, None))!.Id);
    }

    [Fact]
    public async Task A_manifest_that_is_forgotten_before_it_is_read_is_not_the_last_one()
    {
        FencingToken token = await _store.AcquireAsync(0, 1, None);
        EpochId first = await CommitAsync(token, 1, null);
        var watched = new WatchedStore(_store);
        int calls = 0;
        watched.Before = async () =>
        {
            // Between the head and its manifest.
            if (++calls == 2)
            {
                await CommitAsync(token, 2, first);
                await _store.ForgetAsync(token, first, None);
            }
        };

        Assert.Equal(2, (await SavepointWriter.ReadLastAsync(watched, None))!.Id.Number);
    }

    [Fact]
    public async Task A_restored_epoch_keeps_its_id_and_the_register_rises_above_it()
    {
        int noted = 0;
        FencingToken token = await RestoreAsync(async () =>
        {
            Assert.Null(await _store.ReadHeadAsync(None));
            noted++;
        });

        EpochId id = _sample.Header.Manifest.Id;
        Assert.Equal(1, noted);
        Assert.True(token.Generation > id.Token.Generation);
        Assert.Equal(new CheckpointHead(id, null), await _store.ReadHeadAsync(None));
        Assert.True(Checkpoints.AreEqual(_sample.Header.Manifest with { Previous = null }, await _store.ReadManifestAsync(id, None)));
        foreach (BlobReference blob in _sample.Header.Blobs)
        {
            Assert.Null(blob.Problem(await _store.ReadAsync(blob.Name, None)));
        }

        // Epochs go on from there.
        EpochId next = await CommitAsync(token, id.Number + 1, id);
        Assert.True(next > id);
        Assert.True(await _store.ReleaseAsync(next, None));
    }

    [Fact]
    public async Task What_was_there_is_gone_and_savepoints_are_not()
    {
        FencingToken before = await _store.AcquireAsync(5000, 1, None);
        EpochId old = await CommitAsync(before, 1, null, lineage: 9);
        await _store.Savepoints.WriteAsync(new SavepointCopy("mine", 1), 0, new byte[3], None);

        await RestoreAsync(static () => Task.CompletedTask);

        Assert.Null(await _store.ReadManifestAsync(old, None));
        Assert.Null(await _store.ReadAsync(Checkpoints.Group(old, 0), None));
        Assert.Equal(_sample.Header.Manifest.Id, Assert.Single(await _store.ListAsync(None), static record => record.IsCommitted).Id);
        Assert.Single(await _store.Savepoints.ListAsync(None));
        Assert.False(await _store.BeginAsync(before, Checkpoints.Epoch(before, 2), None));
    }

    [Fact]
    public async Task Broken_off_it_commits_nothing_and_can_be_done_again()
    {
        byte[] content = _sample.Encode();
        FencingToken token = await _store.AcquireAsync(_sample.Header.Manifest.Id.Token.Generation, 1, None);
        using var half = new MemoryStream(content[..^1]);
        SavepointHeader header = await SavepointFormat.ReadHeaderAsync(half, None);

        await Assert.ThrowsAsync<SavepointException>(() => SavepointRestore.PutAsync(
            _store, token, header, half, static () => throw new InvalidOperationException("It notes what it has not got"), None));
        Assert.Null(await _store.ReadHeadAsync(None));

        await RestoreAsync(static () => Task.CompletedTask);
        Assert.Equal(header.Manifest.Id, (await _store.ReadHeadAsync(None))!.Committed);
    }

    [Fact]
    public async Task Somebody_who_takes_the_register_meanwhile_is_not_overridden()
    {
        using var input = new MemoryStream(_sample.Encode());
        SavepointHeader header = await SavepointFormat.ReadHeaderAsync(input, None);
        FencingToken token = await _store.AcquireAsync(0, 1, None);

        Assert.False(await SavepointRestore.PutAsync(_store, token, header, input, () => _store.AcquireAsync(0, 2, None), None));

        Assert.Null(await _store.ReadHeadAsync(None));
        Assert.False(await SavepointRestore.PutAsync(_store, token, header, input, static () => Task.CompletedTask, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SavepointPartWriter.PartSize - 1)]
    [InlineData(SavepointPartWriter.PartSize)]
    [InlineData((2 * SavepointPartWriter.PartSize) + 1)]
    public async Task What_is_written_part_by_part_is_read_as_one(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        var copy = new SavepointCopy("x", 1);
        await using var writer = new SavepointPartWriter(_store.Savepoints, copy);
        foreach (byte[] piece in content.Chunk(300_007))
        {
            await writer.WriteAsync(piece);
        }

        await writer.CompleteAsync(None);
        await using var reader = new SavepointPartReader(_store.Savepoints, new SavepointRecord(copy, writer.Parts, IsKept: true));
        using var read = new MemoryStream();
        await reader.CopyToAsync(read);

        Assert.Equal((length + SavepointPartWriter.PartSize - 1) / SavepointPartWriter.PartSize, writer.Parts);
        Assert.True(read.ToArray().AsSpan().SequenceEqual(content));
    }

    private async Task<FencingToken> RestoreAsync(Func<Task> note)
    {
        using var input = new MemoryStream(_sample.Encode());
        SavepointHeader header = await SavepointFormat.ReadHeaderAsync(input, None);
        FencingToken token = await _store.AcquireAsync(header.Manifest.Id.Token.Generation, 77, None);
        Assert.True(await SavepointRestore.PutAsync(_store, token, header, input, note, None));
        return token;
    }

    private Task<bool> TryAsync(Manifest manifest)
        => SavepointWriter.TryWriteAsync(_store, _sample.Header with { Manifest = manifest }, new MemoryStream(), None);

    private async Task<EpochId> CommitAsync(FencingToken token, long number, EpochId? previous, ulong lineage = Checkpoints.Lineage)
    {
        EpochId epoch = Checkpoints.Epoch(token, number, lineage);
        ImmutableArray<Blob> blobs = [.. Enumerable.Range(0, 3).Select(group => Checkpoints.Fill(Checkpoints.Group(epoch, group)))];
        await _store.WriteAsync(blobs, None);
        Assert.Equal(FlipOutcome.Committed, await _store.FlipAsync(token, Checkpoints.Manifest(epoch, previous, [.. blobs]), None));
        return epoch;
    }
}
