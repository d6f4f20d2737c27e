using System.Runtime.CompilerServices;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>The counters of a thread are exact and know nothing of other threads, so these tests may run beside others.</summary>
public sealed class AckedAllocationTests
{
    private const long Last = 2_000_000;

    [Theory]
    [InlineData(1, 4096, 1024)]
    [InlineData(2, 4096, 1024)]
    [InlineData(4, 4096, 1024)]
    [InlineData(4, 256, 16)]
    public async Task Nothing_is_allocated_per_tuple_whether_acked_by_itself_or_by_hand(int executors, int capacity, int batchSize)
    {
        var probes = new AckedAllocationTopology.Probes();
        var options = new EngineOptions { Executors = executors, RingCapacity = capacity, BatchSize = batchSize, MaxPending = 8192 };

        using TestRun run = await TestRun.Complete<AckedAllocationTopology>(options, probes);

        // What is said beside rings grows once, as much as two senders of full rings with 1,024 tuples waiting need at the most.
        int most = executors == 1 ? 0 : 4 * Math.Max(capacity, 1024) * Unsafe.SizeOf<RootRun>();
        Assert.True(most < Last / 2, "One byte for each tuple would not be seen.");
        Assert.InRange(probes.Source.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Heard.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Identity.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Pairs.Allocated ?? long.MaxValue, 0, most);
        Assert.InRange(probes.Sink.Allocated ?? long.MaxValue, 0, most);
        Assert.Equal(Last + 1, probes.Acked);
    }

    [Fact]
    public void Envelopes_take_no_memory_on_links_either()
    {
        var envelope = new Tracked<Token>(LedgerId.Of(1, 2, 3), new LedgerPlace(4, 5), 6, new Token(7));
        byte[] bytes = new byte[1024];
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 1000)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            var writer = TupleWriter.Over(bytes, 0);
            writer.Write(in envelope);
            writer.Detach(out int length);
            var reader = new TupleReader(bytes.AsSpan(0, length));
            _ = reader.Read<Tracked<Token>>();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
