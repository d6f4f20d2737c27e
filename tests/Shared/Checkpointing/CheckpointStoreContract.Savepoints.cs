using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>Savepoints that have a name: their parts are read as they were written, and nothing that happens to epochs touches them.</summary>
public abstract partial class CheckpointStoreContract
{
    private static readonly SavepointCopy First = new("before-release_2", ulong.MaxValue);

    private ISavepointStore Savepoints => Store.Savepoints;

    [Fact]
    public async Task A_store_without_savepoints_has_none()
    {
        Assert.Empty(await Savepoints.ListAsync(None));
        Assert.Null(await Savepoints.ReadAsync(First, 0, None));
        Assert.False(await Savepoints.KeepAsync(First, 1, None));
        await Savepoints.RemoveAsync(First, None);
    }

    [Fact]
    public async Task A_savepoint_is_read_part_by_part_as_it_was_written()
    {
        byte[][] parts = [Part(1, 1 << 20), Part(2, 1 << 20), Part(3, 17)];
        await WriteAsync(First, parts);
        await Savepoints.WriteAsync(First, 1, parts[1], None);
        Assert.Equal([new SavepointRecord(First, 3, IsKept: false)], (await Savepoints.ListAsync(None)).AsEnumerable());

        Assert.True(await Savepoints.KeepAsync(First, 3, None));
        Assert.True(await Savepoints.KeepAsync(First, 3, None));

        Assert.Equal([new SavepointRecord(First, 3, IsKept: true)], (await Savepoints.ListAsync(None)).AsEnumerable());
        await AssertPartsAsync(First, parts);
        Assert.Null(await Savepoints.ReadAsync(First, 3, None));
        Assert.Null(await Savepoints.ReadAsync(First with { Nonce = 1 }, 0, None));
        Assert.Null(await Savepoints.ReadAsync(First with { Name = "before-release" }, 0, None));
    }

    [Fact]
    public async Task A_copy_that_lacks_a_part_gets_no_name()
    {
        await Savepoints.WriteAsync(First, 0, Part(1, 10), None);
        await Savepoints.WriteAsync(First, 2, Part(3, 10), None);

        Assert.False(await Savepoints.KeepAsync(First, 3, None));

        Assert.False(Assert.Single(await Savepoints.ListAsync(None)).IsKept);
    }

    [Fact]
    public async Task A_newer_copy_takes_the_name_and_the_older_one_stays_until_it_is_removed()
    {
        SavepointCopy second = First with { Nonce = 2 };
        SavepointCopy other = new("other", 3);
        await KeepAsync(First, Part(1, 100));
        await KeepAsync(other, Part(9, 100));
        await WriteAsync(second, Part(2, 100), Part(3, 100));
        Assert.True((await Savepoints.ListAsync(None)).Single(record => record.Copy == First).IsKept);

        Assert.True(await Savepoints.KeepAsync(second, 2, None));

        Assert.Equal(
            [new(second, 2, true), new(First, 1, false), new SavepointRecord(other, 1, true)], (await Savepoints.ListAsync(None)).AsEnumerable());
        await Savepoints.RemoveAsync(First, None);
        await Savepoints.RemoveAsync(First, None);
        Assert.Equal([new(second, 2, true), new SavepointRecord(other, 1, true)], (await Savepoints.ListAsync(None)).AsEnumerable());
        await AssertPartsAsync(second, Part(2, 100), Part(3, 100));
        Assert.Null(await Savepoints.ReadAsync(First, 0, None));

        await Savepoints.RemoveAsync(second, None);
        Assert.Equal([new SavepointRecord(other, 1, true)], (await Savepoints.ListAsync(None)).AsEnumerable());
        Assert.Null(await Savepoints.ReadAsync(second, 1, None));
        await AssertPartsAsync(other, Part(9, 100));
    }

    [Fact]
    public async Task Savepoints_outlive_the_epochs_and_the_store()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        await CommitAsync(token, 1, null);
        await KeepAsync(First, Part(1, 100));

        Assert.True(await Store.ClearAsync(token, None));
        _store = await ReopenAsync();

        Assert.Null(await Store.ReadHeadAsync(None));
        Assert.Equal([new SavepointRecord(First, 1, true)], (await Savepoints.ListAsync(None)).AsEnumerable());
        await AssertPartsAsync(First, Part(1, 100));
    }

    private static byte[] Part(int seed, int length)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private async Task WriteAsync(SavepointCopy copy, params byte[][] parts)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            await Savepoints.WriteAsync(copy, part, parts[part], None);
        }
    }

    private async Task KeepAsync(SavepointCopy copy, params byte[][] parts)
    {
        await WriteAsync(copy, parts);
        Assert.True(await Savepoints.KeepAsync(copy, parts.Length, None));
    }

    private async Task AssertPartsAsync(SavepointCopy copy, params byte[][] parts)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            Assert.True(
                await Savepoints.ReadAsync(copy, part, None) is { } content && content.Span.SequenceEqual(parts[part]), $"part {part} of {copy} is not what was written");
        }
    }
}
