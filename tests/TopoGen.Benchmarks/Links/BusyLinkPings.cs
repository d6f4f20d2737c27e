namespace TopoGen.Benchmarks;

/// <summary>A tuple to another process and back, and the next one as soon as it is there.</summary>
[Topology("busy-link-pings")]
public sealed partial class BusyLinkPings
{
    [Spout]
    public sealed partial class Clock(PingLatencies latencies)
    {
        private int _sent;

        public SpoutStatus Next()
        {
            if (_sent == latencies.Count)
            {
                return SpoutStatus.End;
            }

            if (_sent == latencies.Added)
            {
                _sent++;
                Emit(new LinkPings.Ping(PingLatencies.Now()));
            }

            return SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in LinkPings.Ping ping);
    }

    [Bolt]
    public sealed partial class Echo
    {
        [GlobalGrouping<Clock>]
        public void Execute(in LinkPings.Ping ping) => Emit(in ping);

        [Output]
        private partial void Emit(in LinkPings.Ping ping);
    }

    [Bolt]
    public sealed partial class Home(PingLatencies latencies)
    {
        [GlobalGrouping<Echo>]
        public void Execute(in LinkPings.Ping ping) => latencies.Add(ping.SentAt);
    }
}
