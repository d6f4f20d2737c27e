using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Views;

/// <summary>As <see cref="AllocationTopology"/>, with bytes for keys.</summary>
[Topology("view-allocation")]
internal sealed partial class ViewAllocationTopology
{
    [StreamTuple]
    public readonly ref partial struct Pair(ReadOnlySpan<byte> key, long value)
    {
        public readonly ReadOnlySpan<byte> Key = key;

        public readonly long Value = value;
    }

    [Spout]
    public sealed partial class Source(AllocationTopology.Probes probes)
    {
        private readonly AllocationTopology.Probe _probe = probes.Source;
        private readonly byte[] _key = new byte[12];

        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next > _probe.Last)
            {
                return SpoutStatus.End;
            }

            _probe.Count(_next);
            BitConverter.TryWriteBytes(_key, _next % 100);
            Emit(new Pair(_key.AsSpan(0, 2 + (int)(_next % 10)), _next));
            _next++;
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Pair pair);
    }

    [Bolt]
    public sealed partial class Identity(AllocationTopology.Probes probes)
    {
        private readonly AllocationTopology.Probe _probe = probes.Identity;

        [ShuffleGrouping<Source>]
        public void Execute(in Pair pair)
        {
            _probe.Count(pair.Value);
            Emit(in pair);
        }

        [Output]
        private partial void Emit(in Pair pair);
    }

    [Bolt]
    public sealed partial class Sink(AllocationTopology.Probes probes)
    {
        private readonly AllocationTopology.Probe _probe = probes.Sink;

        [FieldsGrouping<Identity>(nameof(Pair.Key))]
        public void Execute(in Pair pair, [State] ref long total)
        {
            _probe.Count(pair.Value);
            total += pair.Value;
        }
    }
}
