using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Alone in its collection: it looks at what the whole process allocates.</summary>
[CollectionDefinition(nameof(LinkAllocationTests), DisableParallelization = true)]
public sealed class LinkAllocationGroup;

[Collection(nameof(LinkAllocationTests))]
public class LinkAllocationTests
{
    /// <summary>How often it is tried: pools fill up to what the threads' timing demands.</summary>
    private const int Rounds = 20;

    [Theory]
    [InlineData(16 * 1024, 20_000)]
    [InlineData(100, 50_000)]
    public async Task Batches_allocate_nothing_once_buffers_are_there(int size, int batches)
    {
        // Heartbeats would be counted too, and other threads of the process: so a few bytes for each batch are not seen.
        await using TestWorker a = await TestWorker.Start("a", static o => o.HeartbeatInterval = TimeSpan.FromSeconds(1));
        await using TestWorker b = await TestWorker.Start("b", static o => o.HeartbeatInterval = TimeSpan.FromSeconds(1));
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        byte[] bytes = new byte[size];
        long least = long.MaxValue;
        long leastMine = long.MaxValue;
        for (int round = 0; round < Rounds && (leastMine > 0 || least > batches); round++)
        {
            long mine = GC.GetAllocatedBytesForCurrentThread();
            long all = GC.GetTotalAllocatedBytes(precise: true);
            Pass(sender, receiver, bytes, batches);
            leastMine = Math.Min(leastMine, GC.GetAllocatedBytesForCurrentThread() - mine);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - all);
        }

        Assert.Equal(0, leastMine);
        Assert.True(least < batches, $"{least} bytes were allocated for {batches} batches.");
    }

    private static void Pass(IChannelSender sender, IChannelReceiver receiver, byte[] bytes, int batches)
    {
        int written = 0;
        int read = 0;
        var spinner = default(SpinWait);
        long deadline = Environment.TickCount64 + (long)Deadline.Limit.TotalMilliseconds;
        while (read < batches)
        {
            bool idle = true;
            if (written < batches && sender.HasRoom)
            {
                sender.Write(bytes, 1);
                sender.Flush();
                written++;
                idle = false;
            }

            while (receiver.TryRead(out ReceivedBatch batch))
            {
                read += batch.Count;
                receiver.Advance(batch.Bytes.Length, batch.Count);
                idle = false;
            }

            if (idle)
            {
                Assert.True(Environment.TickCount64 < deadline, $"Stuck at batch {read} of {batches}.");
                spinner.SpinOnce();
            }
        }
    }
}
