using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>Blobs: what is written is there, whatever its size, and whoever else writes.</summary>
public abstract partial class CheckpointStoreContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5_000_000)]
    public async Task A_blob_of_any_size_is_read_as_it_was_written(int length)
    {
        Blob blob = Checkpoints.Fill(Checkpoints.Group(await BeginAsync(), 3), length);

        await Store.WriteAsync([blob], None);
        await Store.WriteAsync([blob], None);

        await AssertHasAsync(blob);
        Assert.Null(await Store.ReadAsync(blob.Name with { Index = 4 }, None));
    }

    [Fact]
    public async Task Names_differ_by_each_of_their_parts()
    {
        EpochId epoch = await BeginAsync();
        BlobName name = Checkpoints.Group(epoch, 1);
        BlobName[] names =
        [
            name, name with { Index = 11 }, name with { Kind = BlobKind.Task }, name with { Kind = BlobKind.Commands },
            name with { Kind = BlobKind.Commands, Part = 1 }, name with { Component = "Tally2" }, name with { Component = "Zähler/a b" },
            name with { Epoch = epoch with { Number = 2 } }, name with { Epoch = epoch with { Lineage = 1 } },
            name with { Epoch = epoch with { Token = epoch.Token with { Nonce = ulong.MaxValue } } },
            name with { Epoch = epoch with { Token = epoch.Token with { Generation = long.MaxValue } } },
        ];

        await Store.WriteAsync([.. names.Select(name => Checkpoints.Fill(name))], None);

        foreach (BlobName written in names)
        {
            await AssertHasAsync(Checkpoints.Fill(written));
        }

        Assert.Equal(7, (await Store.ReadNamesAsync(epoch, None)).Length);
    }

    [Fact]
    public async Task What_is_written_is_the_part_of_memory_that_was_given()
    {
        EpochId epoch = await BeginAsync();
        byte[] memory = new byte[300];
        new Random(1).NextBytes(memory);
        byte[] copy = [.. memory];

        await Store.WriteAsync(
            [new Blob(Checkpoints.Group(epoch, 0), memory.AsMemory(0, 100)), new Blob(Checkpoints.Group(epoch, 1), memory.AsMemory(150, 100))], None);
        Array.Clear(memory);

        await AssertHasAsync(new Blob(Checkpoints.Group(epoch, 0), copy.AsMemory(0, 100)));
        await AssertHasAsync(new Blob(Checkpoints.Group(epoch, 1), copy.AsMemory(150, 100)));
    }

    [Fact]
    public async Task Many_blobs_go_in_one_call_and_none_in_none()
    {
        EpochId epoch = await BeginAsync();
        Blob[] blobs = [.. Enumerable.Range(0, 2000).Select(group => Checkpoints.Fill(Checkpoints.Group(epoch, group), group))];

        await Store.WriteAsync([], None);
        await Store.WriteAsync(blobs, None);

        Assert.Equal(blobs.Select(blob => blob.Name), (await Store.ReadNamesAsync(epoch, None)).AsEnumerable());
        foreach (Blob blob in blobs.Where((_, index) => index % 97 == 0))
        {
            await AssertHasAsync(blob);
        }
    }

    [Fact]
    public async Task Writers_do_not_disturb_each_other_nor_the_commits()
    {
        FencingToken token = await Store.AcquireAsync(0, 1, None);
        EpochId epoch = Checkpoints.Epoch(token, 1000);
        Task<Blob[]>[] writers =
        [
            .. Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                Blob[] blobs = [.. Enumerable.Range(0, 60).Select(index => Checkpoints.Fill(Checkpoints.Group(epoch, index, $"C{writer}"), 2000))];
                foreach (Blob[] batch in blobs.Chunk(3))
                {
                    await Store.WriteAsync(batch, None);
                    await AssertHasAsync(batch[^1]);
                }

                return blobs;
            })),
        ];
        EpochId? previous = null;
        for (int number = 1; number <= 20; number++)
        {
            previous = await CommitAsync(token, number, previous);
            Assert.True(await Store.ReleaseAsync(previous.Value, None));
        }

        foreach (Blob blob in (await Task.WhenAll(writers)).SelectMany(blobs => blobs))
        {
            await AssertHasAsync(blob);
        }

        Assert.Equal(8 * 60, (await Store.ReadNamesAsync(epoch, None)).Length);
        Assert.Equal(new CheckpointHead(previous!.Value, previous), await Store.ReadHeadAsync(None));
    }

    private async Task<EpochId> BeginAsync()
    {
        EpochId epoch = Checkpoints.Epoch(await Store.AcquireAsync(0, 1, None), 1);
        Assert.True(await Store.BeginAsync(epoch, None));
        return epoch;
    }
}
