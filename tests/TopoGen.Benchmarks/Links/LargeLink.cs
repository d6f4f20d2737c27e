namespace TopoGen.Benchmarks;

/// <summary>One stream between two processes.</summary>
[Topology("large-link")]
public sealed partial class LargeLink
{
    /// <summary>100 bytes.</summary>
    [StreamTuple]
    public readonly partial record struct Item(
        long Number, long B, long C, long D, long E, long F, long G, long H, long I, long J, long K, long L, int M);

    [Spout]
    public sealed partial class Source(LinkProbe probe)
    {
        private long _mark;
        private long _next;

        public SpoutStatus Next()
        {
            long next = _next;
            if (next == _mark)
            {
                if (next == probe.Count)
                {
                    probe.End(sum: 0);
                    return SpoutStatus.End;
                }

                _mark = probe.Note();
            }

            _next = next + 1;
            Emit(new Item(next, next, next, next, next, next, next, next, next, next, next, next, (int)next));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Item item);
    }

    [Bolt]
    public sealed partial class Sink(LinkProbe probe)
    {
        private long _mark;
        private long _sum;

        [GlobalGrouping<Source>]
        public void Execute(in Item item)
        {
            if (item.Number == _mark)
            {
                _mark = probe.Note();
            }

            _sum += item.Number;
        }

        public void End() => probe.End(_sum);
    }
}
