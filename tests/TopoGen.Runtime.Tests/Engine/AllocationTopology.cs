namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Three stages and not a single string; each notes what its thread has allocated before and after the bulk.</summary>
[Topology("allocation")]
internal sealed partial class AllocationTopology
{
    [StreamTuple]
    public readonly partial record struct Pair(long Key, long Value);

    /// <param name="warmUp">After how many tuples a stage begins to measure.</param>
    /// <param name="last">With which tuple it ends.</param>
    public sealed class Probe(long warmUp, long last)
    {
        private long _begin;

        public long Last => last;

        /// <summary>Bytes allocated by the stage's thread in between.</summary>
        public long? Allocated { get; private set; }

        public void Count(long number)
        {
            if (number == warmUp)
            {
                _begin = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (number == last)
            {
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _begin;
            }
        }
    }

    public sealed record Probes(Probe Source, Probe Identity, Probe Sink);

    [Spout]
    public sealed partial class Source(Probes probes)
    {
        private readonly Probe _probe = probes.Source;

        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next > _probe.Last)
            {
                return SpoutStatus.End;
            }

            _probe.Count(_next);
            Emit(new Pair(_next % 100, _next));
            _next++;
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Pair pair);
    }

    [Bolt]
    public sealed partial class Identity(Probes probes)
    {
        private readonly Probe _probe = probes.Identity;

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
    public sealed partial class Sink(Probes probes)
    {
        private readonly Probe _probe = probes.Sink;

        [FieldsGrouping<Identity>(nameof(Pair.Key))]
        public void Execute(in Pair pair, [State] ref long total)
        {
            _probe.Count(pair.Value);
            total += pair.Value;
        }
    }
}
