using System.Diagnostics;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout that is idle most of the time and keeps a record of when it was called.</summary>
[Topology("idle")]
internal sealed partial class IdleTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="count">After how many calls the input is over.</param>
    public sealed class Polls(int count)
    {
        /// <summary>Timestamps of <see cref="Stopwatch"/>, one per call.</summary>
        public List<long> Times { get; } = [];

        /// <summary>The calls that say that there is more.</summary>
        public HashSet<int> Busy { get; init; } = [];

        /// <summary>So many calls emit, the first ones.</summary>
        public int Emits { get; init; }

        public int Count => count;
    }

    [Spout]
    public sealed partial class Source(Polls polls)
    {
        public SpoutStatus Next()
        {
#pragma warning disable TG0406 // Real waits are measured.
            polls.Times.Add(Stopwatch.GetTimestamp());
#pragma warning restore TG0406
            int call = polls.Times.Count;
            if (call <= polls.Emits)
            {
                Emit(new Number(call));
            }

            return call == polls.Count ? SpoutStatus.End : polls.Busy.Contains(call) ? SpoutStatus.More : SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => _received.Add(number);
    }
}
