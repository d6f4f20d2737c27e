namespace TopoGen.Benchmarks;

/// <summary>Three threads and two bare rings.</summary>
internal sealed class PacedRing : PacedThreads
{
    /// <summary>Behind the last one.</summary>
    private const long Last = -1;

    protected override Action[] Stages()
    {
        Parking source = new(), identity = new(), sink = new();
        var first = new BareRing<StormItem> { Producer = source, Consumer = identity };
        var second = new BareRing<StormItem> { Producer = identity, Consumer = sink };
        return [() => Produce(first), () => Pass(first, second), () => Take(second)];
    }

    private void Produce(BareRing<StormItem> output)
    {
        for (long next = 0; ;)
        {
            if (next < Pace.Due || Pace.Allows(next))
            {
                output.Write(new StormItem(next, Pace.Intended(next)));
                next++;
                continue;
            }

            if (Pace.Status == SpoutStatus.End)
            {
                output.Write(new StormItem(Last, 0));
                output.Publish();
                return;
            }

            output.Publish();
            if (Pace.Status == SpoutStatus.Idle)
            {
                output.Producer.Rest(milliseconds: 1);
            }
        }
    }

    private static void Pass(BareRing<StormItem> input, BareRing<StormItem> output)
    {
        for (bool isOver = false; !isOver;)
        {
            ReadOnlySpan<StormItem> items = input.Read();
            foreach (ref readonly StormItem item in items)
            {
                output.Write(in item);
            }

            isOver = items[^1].Number == Last;
            input.Release(items.Length);
            output.Publish();
        }
    }

    private void Take(BareRing<StormItem> input)
    {
        for (long arrived = 0; ;)
        {
            ReadOnlySpan<StormItem> items = input.Read();
            foreach (ref readonly StormItem item in items)
            {
                if (item.Number == Last)
                {
                    return;
                }

                Arrivals.Take(++arrived, item.Intended);
            }

            input.Release(items.Length);
        }
    }
}
