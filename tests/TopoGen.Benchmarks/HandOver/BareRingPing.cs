namespace TopoGen.Benchmarks;

/// <summary>The same pings through a bare ring between two threads.</summary>
internal static class BareRingPing
{
    public static Figures Run(long count)
    {
        var latencies = new PingLatencies((int)count);
        Parking clock = new(), arrival = new();
        var ring = new BareRing<Pings.Ping> { Producer = clock, Consumer = arrival };
        var producer = new Thread(() => Produce(ring, count));
        var consumer = new Thread(() => Consume(ring, latencies));
        producer.Start();
        consumer.Start();
        producer.Join();
        consumer.Join();
        return latencies.Figures();
    }

    private static void Produce(BareRing<Pings.Ping> ring, long count)
    {
        for (long i = 0; i < count; i++)
        {
            ring.Producer.Rest(milliseconds: 1);
            ring.Write(new Pings.Ping(PingLatencies.Now()));
            ring.Publish();
        }
    }

    private static void Consume(BareRing<Pings.Ping> ring, PingLatencies latencies)
    {
        for (int done = 0; done < latencies.Count;)
        {
            ReadOnlySpan<Pings.Ping> pings = ring.Read();
            foreach (ref readonly Pings.Ping ping in pings)
            {
                latencies.Add(ping.SentAt);
            }

            ring.Release(pings.Length);
            done += pings.Length;
        }
    }
}
