namespace TopoGen.Benchmarks;

/// <summary>A spout, and a bolt of as many tasks as are wanted, by key.</summary>
[Topology("spread", KeyGroups = 1024)]
public sealed partial class Spread
{
    [Spout]
    public sealed partial class Source(SpreadTotals totals)
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
            Emit(new PassThrough.Pair(next, next));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in PassThrough.Pair pair);
    }

    [Bolt]
    public sealed partial class Sink(SpreadTotals totals)
    {
        private long _sum;

        [FieldsGrouping<Source>(nameof(PassThrough.Pair.First))]
        public void Execute(in PassThrough.Pair pair) => _sum += pair.First;

        public void End() => totals.Add(_sum);
    }
}
