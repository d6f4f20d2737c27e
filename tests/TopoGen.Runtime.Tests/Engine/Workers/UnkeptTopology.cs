using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout whose position nobody keeps, because its messages have names, and a bolt whose counts are in memory only: so there are no epochs.</summary>
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

    /// <summary>What was handled, and the how manieth of its value it was.</summary>
    public sealed class Book
    {
        private int _thrown;

        public ConcurrentQueue<(long Value, long Seen)> Kept { get; } = new();

        public void ThrowOnce()
        {
            if (Interlocked.Exchange(ref _thrown, 1) == 0)
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }

    [Bolt(Recovery = Recovery.None)]
    public sealed partial class Keep(Book book)
    {
        [FieldsGrouping<Numbers>(nameof(Number.Value))]
        public void Execute(in Number number, [State] ref long seen)
        {
            seen++;
            if (number.Value == 3)
            {
                book.ThrowOnce();
            }

            book.Kept.Enqueue((number.Value, seen));
        }
    }
}
