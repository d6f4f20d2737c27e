using System.Threading.Channels;

namespace TopoGen.Benchmarks;

/// <summary>As <see cref="ChannelChain"/>, with an await only where a channel is full or empty.</summary>
internal static class TunedChannelChain
{
    public static async Task RunAsync(long count)
    {
        Channel<PassThrough.Pair> first = ChannelChain.Create(), second = ChannelChain.Create();
        Task source = Task.Run(() => ProduceAsync(first.Writer, count));
        Task identity = Task.Run(() => PassAsync(first.Reader, second.Writer));
        long sum = await Task.Run(() => SumAsync(second.Reader));
        await Task.WhenAll(source, identity);
        PassThroughRun.Verify(sum, count);
    }

    private static async Task ProduceAsync(ChannelWriter<PassThrough.Pair> writer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            var pair = new PassThrough.Pair(i, i);
            if (!writer.TryWrite(pair))
            {
                await writer.WriteAsync(pair);
            }
        }

        writer.Complete();
    }

    private static async Task PassAsync(ChannelReader<PassThrough.Pair> reader, ChannelWriter<PassThrough.Pair> writer)
    {
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out PassThrough.Pair pair))
            {
                if (!writer.TryWrite(pair))
                {
                    await writer.WriteAsync(pair);
                }
            }
        }

        writer.Complete();
    }

    private static async Task<long> SumAsync(ChannelReader<PassThrough.Pair> reader)
    {
        long sum = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out PassThrough.Pair pair))
            {
                sum += pair.First;
            }
        }

        return sum;
    }
}
