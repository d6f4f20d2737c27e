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

        Assert.Equal(0, probes.Source.Allocated);
        Assert.Equal(0, probes.Heard.Allocated);
        Assert.Equal(0, probes.Identity.Allocated);
        Assert.Equal(0, probes.Pairs.Allocated);
        Assert.Equal(0, probes.Sink.Allocated);
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
