namespace TopoGen.Benchmarks;

/// <summary>One timestamp a millisecond, from one thread to another that sleeps in between.</summary>
[Topology("pings")]
public sealed partial class Pings
{
    /// <param name="SentAt">A timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    [StreamTuple]
    public readonly partial record struct Ping(long SentAt);

    [Spout]
    public sealed partial class Clock(PingLatencies latencies)
    {
        private int _sent;
        private long _due;

        public SpoutStatus Next()
        {
            if (_sent == latencies.Count)
            {
                return SpoutStatus.End;
            }

            long now = PingLatencies.Now();
            if (now < _due)
            {
                return SpoutStatus.Idle;
            }

            _due = now + PingLatencies.Interval;
            _sent++;
            Emit(new Ping(PingLatencies.Now()));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Ping ping);
    }

    [Bolt]
    public sealed partial class Arrival(PingLatencies latencies)
    {
        [GlobalGrouping<Clock>]
        public void Execute(in Ping ping) => latencies.Add(ping.SentAt);
    }
}
