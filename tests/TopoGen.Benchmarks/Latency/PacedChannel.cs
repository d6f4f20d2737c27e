using System.Threading.Channels;

namespace TopoGen.Benchmarks;

/// <summary>Three tasks and two bounded channels, written as their documentation does.</summary>
internal sealed class PacedChannel : PacedThreads
{
    protected override Action[] Stages()
    {
        Channel<StormItem> first = Create(), second = Create();
        return [() => ProduceAsync(first.Writer).Wait(), () => PassAsync(first.Reader, second.Writer).Wait(), () => TakeAsync(second.Reader).Wait()];
    }

    private static Channel<StormItem> Create()
        => Channel.CreateBounded<StormItem>(new BoundedChannelOptions(BareRing<StormItem>.Capacity) { SingleReader = true, SingleWriter = true });

    private async Task ProduceAsync(ChannelWriter<StormItem> writer)
    {
        for (long next = 0; ;)
        {
            if (next < Pace.Due || Pace.Allows(next))
            {
                await writer.WriteAsync(new StormItem(next, Pace.Intended(next)));
                next++;
            }
            else if (Pace.Status == SpoutStatus.End)
            {
                writer.Complete();
                return;
            }
            else if (Pace.Status == SpoutStatus.Idle)
            {
                await Task.Delay(1);
            }
        }
    }

    private static async Task PassAsync(ChannelReader<StormItem> reader, ChannelWriter<StormItem> writer)
    {
        await foreach (StormItem item in reader.ReadAllAsync())
        {
            await writer.WriteAsync(item);
        }

        writer.Complete();
    }

    private async Task TakeAsync(ChannelReader<StormItem> reader)
    {
        long arrived = 0;
        await foreach (StormItem item in reader.ReadAllAsync())
        {
            Arrivals.Take(++arrived, item.Intended);
        }
    }
}
