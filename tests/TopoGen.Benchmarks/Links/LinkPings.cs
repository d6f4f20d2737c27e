namespace TopoGen.Benchmarks;

/// <summary>A tuple each millisecond to another process and back; in between all threads sleep.</summary>
[Topology("link-pings")]
public sealed partial class LinkPings
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
    public sealed partial class Echo
    {
        [GlobalGrouping<Clock>]
        public void Execute(in Ping ping) => Emit(in ping);

        [Output]
        private partial void Emit(in Ping ping);
    }

    [Bolt]
    public sealed partial class Home(PingLatencies latencies)
    {
        [GlobalGrouping<Echo>]
        public void Execute(in Ping ping) => latencies.Add(ping.SentAt);
    }
}
