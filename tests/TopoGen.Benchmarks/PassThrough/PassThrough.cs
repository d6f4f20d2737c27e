namespace TopoGen.Benchmarks;

/// <summary>The smallest handlers there can be, so that what is measured is the engine.</summary>
[Topology("pass-through")]
public sealed partial class PassThrough
{
    /// <summary>16 bytes.</summary>
    [StreamTuple]
    public readonly partial record struct Pair(long First, long Second);

    [Spout]
    public sealed partial class Source(PassThroughTotals totals)
    {
        private readonly long _count = totals.Count;
        private long _next;

        public SpoutStatus Next()
        {
            long next = _next;
            if (next == _count)
            {
                return SpoutStatus.End;
            }

            _next = next + 1;
            Emit(new Pair(next, next));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Pair pair);
    }

    [Bolt]
    public sealed partial class Identity
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Pair pair) => Emit(in pair);

        [Output]
        private partial void Emit(in Pair pair);
    }

    [Bolt]
    public sealed partial class Sink(PassThroughTotals totals)
    {
        private long _sum;

        [ShuffleGrouping<Identity>]
        public void Execute(in Pair pair) => _sum += pair.First;

        public void End() => totals.Sum = _sum;
    }
}
