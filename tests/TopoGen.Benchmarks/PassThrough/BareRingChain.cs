namespace TopoGen.Benchmarks;

/// <summary>Three threads and two bare rings, each stage a loop.</summary>
internal static class BareRingChain
{
    public static void Run(long count)
    {
        Parking source = new(), identity = new(), sink = new();
        var first = new BareRing<PassThrough.Pair> { Producer = source, Consumer = identity };
        var second = new BareRing<PassThrough.Pair> { Producer = identity, Consumer = sink };
        long sum = 0;
        Thread[] threads =
        [
            new(() => Produce(first, count)), new(() => Pass(first, second, count)), new(() => sum = Sum(second, count)),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        PassThroughRun.Verify(sum, count);
    }

    private static void Produce(BareRing<PassThrough.Pair> output, long count)
    {
        for (long i = 0; i < count; i++)
        {
            output.Write(new PassThrough.Pair(i, i));
        }

        output.Publish();
    }

    private static void Pass(BareRing<PassThrough.Pair> input, BareRing<PassThrough.Pair> output, long count)
    {
        for (long done = 0; done < count;)
        {
            ReadOnlySpan<PassThrough.Pair> pairs = input.Read();
            foreach (ref readonly PassThrough.Pair pair in pairs)
            {
                output.Write(in pair);
            }

            input.Release(pairs.Length);
            output.Publish();
            done += pairs.Length;
        }
    }

    private static long Sum(BareRing<PassThrough.Pair> input, long count)
    {
        long sum = 0;
        for (long done = 0; done < count;)
        {
            ReadOnlySpan<PassThrough.Pair> pairs = input.Read();
            foreach (ref readonly PassThrough.Pair pair in pairs)
            {
                sum += pair.First;
            }

            input.Release(pairs.Length);
            done += pairs.Length;
        }

        return sum;
    }
}
