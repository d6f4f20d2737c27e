using System.Buffers.Binary;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Savepoints;

public sealed class SavepointFormatTests
{
    [Fact]
    public async Task Any_savepoint_round_trips()
    {
        foreach (int seed in Seeds(100))
        {
            var sample = SampleSavepoint.Random(seed);

            (SavepointHeader header, Blob[] blobs) = await ReadAsync(sample.Encode());

            Assert.Equal(sample.Header.Info with { Run = header.Info.Run }, header.Info);
            Assert.Equal(sample.Header.Info.Run with { Parameters = header.Info.Run.Parameters }, header.Info.Run);
            Assert.True(Checkpoints.AreEqual(sample.Header.Manifest, header.Manifest), $"seed {seed}");
            Assert.Equal(sample.Blobs.Length, blobs.Length);
            Assert.All(blobs, blob => Assert.True(
                sample.Blobs.Single(written => written.Name == blob.Name).Content.Span.SequenceEqual(blob.Content.Span), $"seed {seed}: {blob.Name}"));
        }
    }

    [Fact]
    public async Task Every_truncation_every_changed_bit_and_every_addition_is_refused()
    {
        foreach (int seed in Seeds(5))
        {
            byte[] content = SampleSavepoint.Random(seed).Encode();
            for (int length = 0; length < content.Length; length += Math.Max(1, content.Length / 200))
            {
                await AssertRefusedAsync(content[..length], $"seed {seed}, {length} of {content.Length} bytes");
            }

            for (int bit = 0; bit < content.Length * 8; bit += Math.Max(1, content.Length / 60))
            {
                byte[] changed = [.. content];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                await AssertRefusedAsync(changed, $"seed {seed}, bit {bit}");
            }

            await AssertRefusedAsync([.. content, 0], $"seed {seed}, one byte more");
        }
    }

    [Fact]
    public async Task Damage_with_the_right_checksum_gives_the_exception_or_a_savepoint_and_makes_no_room_for_what_is_not_there()
    {
        foreach (int seed in Seeds(30))
        {
            var random = new Random(seed);
            byte[] content = SampleSavepoint.Random(seed).Encode();
            int end = HeaderSize(content);
            for (int round = 0; round < 60; round++)
            {
                byte[] changed = [.. content];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    changed[random.Next(SavepointFormat.PrefixSize, end)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
                }

                int signed = HeaderSize(changed);
                if (signed > 0)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(signed), StableHash.Of(changed.AsSpan(0, signed)));
                }

                long before = GC.GetTotalAllocatedBytes();
                try
                {
                    await ReadAsync(changed);
                }
                catch (SavepointException)
                {
                    // What else could it say?
                }
                catch (Exception exception)
                {
                    Assert.Fail($"seed {seed}, round {round}: {exception}");
                }

                // Other tests allocate too; what is announced and not there would be gigabytes.
                long allocated = GC.GetTotalAllocatedBytes() - before;
                Assert.True(allocated < 1L << 30, $"seed {seed}, round {round}: {allocated} bytes allocated for {changed.Length}");
            }
        }
    }

    [Fact]
    public async Task Something_else_and_a_later_format_are_refused_as_such()
    {
        byte[] content = SampleSavepoint.Random(1).Encode();

        content[3] = 2;
        Assert.Equal("has format 2, and this version of the program reads format 1 only", (await Refusal(content)).Message);
        content[0] = (byte)'X';
        Assert.Equal("is no savepoint", (await Refusal(content)).Message);
        Assert.False(SavepointFormat.Begins(content));
        Assert.False(SavepointFormat.Begins([]));
    }

    private static async Task<(SavepointHeader Header, Blob[] Blobs)> ReadAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        SavepointHeader header = await SavepointFormat.ReadHeaderAsync(stream, default);
        var blobs = new List<Blob>();
        await foreach (Blob blob in SavepointFormat.ReadBlobsAsync(stream, header, default))
        {
            blobs.Add(blob);
        }

        return (header, [.. blobs]);
    }

    private static Task<SavepointException> Refusal(byte[] content) => Assert.ThrowsAsync<SavepointException>(() => ReadAsync(content));

    private static async Task AssertRefusedAsync(byte[] content, string what)
    {
        try
        {
            await ReadAsync(content);
        }
        catch (SavepointException)
        {
            return;
        }

        Assert.Fail($"{what} was read");
    }

    /// <summary>Up to the checksum, as the lengths say it; 0 where they cannot be.</summary>
    private static int HeaderSize(byte[] content)
    {
        long at = SavepointFormat.PrefixSize;
        for (int block = 0; block < 2 && at >= 0; block++)
        {
            int length = at + sizeof(int) <= content.Length ? BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan((int)at)) : -1;
            at = length < 0 ? -1 : at + sizeof(int) + length;
        }

        return at >= 0 && at + SavepointFormat.ChecksumSize <= content.Length ? (int)at : 0;
    }

    /// <summary>Other values every time; a failure names its seed.</summary>
    private static IEnumerable<int> Seeds(int count)
    {
        int first = Random.Shared.Next();
        return Enumerable.Range(0, count).Select(i => unchecked(first + i));
    }
}
