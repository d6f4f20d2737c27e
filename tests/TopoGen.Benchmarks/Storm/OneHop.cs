namespace TopoGen.Benchmarks;

/// <summary>Two threads and one bare ring.</summary>
internal static class OneHop
{
    public static void Run(long count)
    {
        Parking source = new(), sink = new();
        var ring = new BareRing<StormItem> { Producer = source, Consumer = sink };
        long sum = 0;
        Thread[] threads = [new(() => Produce(ring, count)), new(() => sum = Sum(ring, count))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        PassThroughRun.Verify(sum, count);
    }

    private static void Produce(BareRing<StormItem> output, long count)
    {
        for (long i = 0; i < count; i++)
        {
            output.Write(new StormItem(i, 0));
        }

        output.Publish();
    }

    private static long Sum(BareRing<StormItem> input, long count)
    {
        long sum = 0;
        for (long done = 0; done < count;)
        {
            ReadOnlySpan<StormItem> items = input.Read();
            foreach (ref readonly StormItem item in items)
            {
                sum += item.Number;
            }

            input.Release(items.Length);
            done += items.Length;
        }

        return sum;
    }
}
