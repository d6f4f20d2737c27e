using System.Buffers;
using System.Threading.Channels;

namespace TopoGen.Benchmarks;

/// <summary>As <see cref="TunedChannelChain"/>, a rented array of tuples at a time: what one writes by hand where channels are too slow.</summary>
internal static class BatchedChannelChain
{
    private const int Batch = 1024;

    /// <summary>Together with the batches at either end as many tuples as a ring holds.</summary>
    private const int Batches = 4;

    public static async Task RunAsync(long count)
    {
        Channel<ArraySegment<PassThrough.Pair>> first = Create(), second = Create();
        Task source = Task.Run(() => ProduceAsync(first.Writer, count));
        Task identity = Task.Run(() => PassAsync(first.Reader, second.Writer));
        long sum = await Task.Run(() => SumAsync(second.Reader));
        await Task.WhenAll(source, identity);
        PassThroughRun.Verify(sum, count);
    }

    private static Channel<ArraySegment<PassThrough.Pair>> Create()
        => Channel.CreateBounded<ArraySegment<PassThrough.Pair>>(new BoundedChannelOptions(Batches) { SingleReader = true, SingleWriter = true });

    private static async Task ProduceAsync(ChannelWriter<ArraySegment<PassThrough.Pair>> writer, long count)
    {
        for (long i = 0; i < count;)
        {
            PassThrough.Pair[] batch = ArrayPool<PassThrough.Pair>.Shared.Rent(Batch);
            int length = (int)Math.Min(Batch, count - i);
            for (int slot = 0; slot < length; slot++, i++)
            {
                batch[slot] = new PassThrough.Pair(i, i);
            }

            await writer.WriteAsync(new ArraySegment<PassThrough.Pair>(batch, 0, length));
        }

        writer.Complete();
    }

    private static async Task PassAsync(ChannelReader<ArraySegment<PassThrough.Pair>> reader, ChannelWriter<ArraySegment<PassThrough.Pair>> writer)
    {
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out ArraySegment<PassThrough.Pair> batch))
            {
                PassThrough.Pair[] passed = ArrayPool<PassThrough.Pair>.Shared.Rent(Batch);
                int length = 0;
                foreach (ref readonly PassThrough.Pair pair in batch.AsSpan())
                {
                    passed[length++] = pair;
                }

                ArrayPool<PassThrough.Pair>.Shared.Return(batch.Array!);
                await writer.WriteAsync(new ArraySegment<PassThrough.Pair>(passed, 0, length));
            }
        }

        writer.Complete();
    }

    private static async Task<long> SumAsync(ChannelReader<ArraySegment<PassThrough.Pair>> reader)
    {
        long sum = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out ArraySegment<PassThrough.Pair> batch))
            {
                foreach (ref readonly PassThrough.Pair pair in batch.AsSpan())
                {
                    sum += pair.First;
                }

                ArrayPool<PassThrough.Pair>.Shared.Return(batch.Array!);
            }
        }

        return sum;
    }
}
