using System.Threading.Channels;

namespace TopoGen.Benchmarks;

/// <summary>Three tasks and two bounded channels, written as their documentation does.</summary>
internal static class ChannelChain
{
    public static async Task RunAsync(long count)
    {
        Channel<PassThrough.Pair> first = Create(), second = Create();
        Task source = Task.Run(() => ProduceAsync(first.Writer, count));
        Task identity = Task.Run(() => PassAsync(first.Reader, second.Writer));
        long sum = await Task.Run(() => SumAsync(second.Reader));
        await Task.WhenAll(source, identity);
        PassThroughRun.Verify(sum, count);
    }

    /// <summary>As large as a ring.</summary>
    public static Channel<PassThrough.Pair> Create()
        => Channel.CreateBounded<PassThrough.Pair>(
            new BoundedChannelOptions(BareRing<PassThrough.Pair>.Capacity) { SingleReader = true, SingleWriter = true });

    private static async Task ProduceAsync(ChannelWriter<PassThrough.Pair> writer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            await writer.WriteAsync(new PassThrough.Pair(i, i));
        }

        writer.Complete();
    }

    private static async Task PassAsync(ChannelReader<PassThrough.Pair> reader, ChannelWriter<PassThrough.Pair> writer)
    {
        await foreach (PassThrough.Pair pair in reader.ReadAllAsync())
        {
            await writer.WriteAsync(pair);
        }

        writer.Complete();
    }

    private static async Task<long> SumAsync(ChannelReader<PassThrough.Pair> reader)
    {
        long sum = 0;
        await foreach (PassThrough.Pair pair in reader.ReadAllAsync())
        {
            sum += pair.First;
        }

        return sum;
    }
}
