using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Numbers with a position, doubled on the way to a sink that keeps them all.</summary>
[Topology("counting")]
internal sealed partial class CountingTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="count">How many numbers there are.</param>
    public sealed class Book(long count)
    {
        private long _allowed = long.MaxValue;

        public long Count => count;

        /// <summary>The spout emits numbers below it.</summary>
        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }

        public ConcurrentQueue<long> Kept { get; } = new();

        public ConcurrentQueue<string> Events { get; } = new();

        public int CountOf(string happened) => Events.Count(e => e == happened);
    }

    [Spout]
    public sealed partial class Numbers(Book book)
    {
        [Position] private long _next;

        public void Open() => book.Events.Enqueue("Numbers.Open");

        public SpoutStatus Next()
        {
            if (_next >= book.Count)
            {
                return SpoutStatus.End;
            }

            if (_next >= book.Allowed)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        public void Close() => book.Events.Enqueue("Numbers.Close");

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Double(Book book)
    {
        public void Open() => book.Events.Enqueue("Double.Open");

        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number) => Emit(new Number(2 * number.Value));

        public void End() => book.Events.Enqueue("Double.End");

        public void Close() => book.Events.Enqueue("Double.Close");

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Keep(Book book)
    {
        public void Open() => book.Events.Enqueue("Keep.Open");

        [GlobalGrouping<Double>]
        public void Execute(in Number number) => book.Kept.Enqueue(number.Value / 2);

        public void End() => book.Events.Enqueue("Keep.End");

        public void Close() => book.Events.Enqueue("Keep.Close");
    }
}
