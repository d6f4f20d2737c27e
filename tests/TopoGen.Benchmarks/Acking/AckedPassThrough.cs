namespace TopoGen.Benchmarks;

/// <summary>As <see cref="PassThrough"/>; each tuple is a message.</summary>
[Topology("acked-pass-through", Delivery = Delivery.AtLeastOnce)]
public sealed partial class AckedPassThrough
{
    [Spout]
    public sealed partial class Source(PassThroughTotals totals)
    {
        private readonly long _count = totals.Count;
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
        private long _next;
#pragma warning restore TG0401
        private long _acked;

        public SpoutStatus Next()
        {
            long next = _next;
            if (next == _count)
            {
                return SpoutStatus.End;
            }

            _next = next + 1;
            Emit(new PassThrough.Pair(next, next), next);
            return SpoutStatus.More;
        }

        public void Ack(long id) => _acked++;

        public void Fail(long id, FailReason reason) => throw new InvalidOperationException($"{id}: {reason}");

        public void Close() => totals.Acked = _acked;

        [Output]
        private partial void Emit(in PassThrough.Pair pair, long id);
    }

    [Bolt]
    public sealed partial class Identity
    {
        [ShuffleGrouping<Source>]
        public void Execute(in PassThrough.Pair pair) => Emit(in pair);

        [Output]
        private partial void Emit(in PassThrough.Pair pair);
    }

    [Bolt]
    public sealed partial class Sink(PassThroughTotals totals)
    {
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
        private long _sum;
#pragma warning restore TG0401

        [ShuffleGrouping<Identity>]
        public void Execute(in PassThrough.Pair pair) => _sum += pair.First;

        public void End() => totals.Sum = _sum;
    }
}
