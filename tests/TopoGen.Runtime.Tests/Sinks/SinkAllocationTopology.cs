using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Commands without a string; the sink's task notes what its thread has allocated before and after the bulk.</summary>
[Topology("sink-allocation", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class SinkAllocationTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [StreamTuple]
    public readonly partial record struct Put(long Key, long Value);

    /// <summary>Counts what it is given, and the sum of it.</summary>
    public sealed class Target
    {
        public long Count { get; set; }

        public long Sum { get; set; }
    }

    [Spout]
    public sealed partial class Source(AllocationTopology.Probe probe)
    {
        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next > probe.Last)
            {
                return SpoutStatus.End;
            }

            Emit(new Number(_next));
            _next++;
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    /// <summary>Applies to nothing; what is measured is the way there.</summary>
    public sealed class Adder(Target target) : ISink<Put>
    {
        private SinkStamp? _stamp;

        public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => new(_stamp);

        public ValueTask ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<Put> commands, CancellationToken cancellation)
        {
            if (stamp.IsNext(task, expected, _stamp))
            {
                foreach (Put command in commands)
                {
                    target.Count++;
                    target.Sum += command.Value;
                }

                _stamp = stamp;
            }

            return default;
        }
    }

    [Sink<Adder>]
    public sealed partial class Out(AllocationTopology.Probe probe)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            probe.Count(number.Value);
            Write(new Put(number.Value % 100, number.Value));
        }

        [Output]
        private partial void Write(in Put command);
    }
}
