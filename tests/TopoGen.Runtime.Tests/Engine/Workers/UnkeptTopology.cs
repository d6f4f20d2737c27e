using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout whose position nobody keeps, because its messages have names.</summary>
[Topology("unkept", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class UnkeptTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [Spout(Recovery = Recovery.None)]
    public sealed partial class Numbers
    {
        [Position] private long _next;

        public SpoutStatus Next()
        {
            Emit(new Number(_next), _next);
            _next++;
            return SpoutStatus.More;
        }

        public void Fail(long messageId, FailReason reason) => Emit(new Number(messageId), messageId);

        [Output]
        private partial void Emit(in Number number, long messageId);
    }

    [Bolt]
    public sealed partial class Keep(ConcurrentQueue<long> kept)
    {
        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number) => kept.Enqueue(number.Value);
    }
}
