using System.Threading.Tasks.Dataflow;

namespace TopoGen.Benchmarks;

/// <summary>TPL Dataflow: a task that posts, a block that passes on, a block that adds up; bounded as a ring is.</summary>
internal static class DataflowChain
{
    private static readonly ExecutionDataflowBlockOptions Options = new()
    {
        BoundedCapacity = BareRing<PassThrough.Pair>.Capacity,
        SingleProducerConstrained = true,
    };

    public static async Task RunAsync(long count)
    {
        long sum = 0;
        var identity = new TransformBlock<PassThrough.Pair, PassThrough.Pair>(static pair => pair, Options);
        var sink = new ActionBlock<PassThrough.Pair>(pair => sum += pair.First, Options);
        identity.LinkTo(sink, new DataflowLinkOptions { PropagateCompletion = true });
        await Task.Run(async () =>
        {
            for (long i = 0; i < count; i++)
            {
                var pair = new PassThrough.Pair(i, i);
                if (!identity.Post(pair))
                {
                    await identity.SendAsync(pair);
                }
            }

            identity.Complete();
        });
        await sink.Completion;
        PassThroughRun.Verify(sum, count);
    }
}
