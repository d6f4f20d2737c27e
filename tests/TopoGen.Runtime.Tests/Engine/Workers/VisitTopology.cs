using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Three spouts that emit as many numbers as they are told, and a bolt that notes on whose thread it gets them.</summary>
[Topology("visits")]
internal sealed partial class VisitTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="handle">What the bolt does with each number.</param>
    public sealed class Book(Action handle)
    {
        private readonly ConcurrentDictionary<int, bool> _spouts = new();
        private long _allowed;
        private long _kept;
        private long _visits;
        private int _inside;
        private int _overlaps;

        /// <summary>How many numbers each spout has emitted, when it has caught up.</summary>
        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }

        public long Kept => Volatile.Read(ref _kept);

        /// <summary>Numbers that the bolt got on the thread of a spout.</summary>
        public long Visits => Volatile.Read(ref _visits);

        /// <summary>Calls of the bolt that another one had not returned from.</summary>
        public int Overlaps => Volatile.Read(ref _overlaps);

        public void NoteSpout() => _spouts.TryAdd(Environment.CurrentManagedThreadId, true);

        public void Keep()
        {
            if (Interlocked.Increment(ref _inside) != 1)
            {
                Interlocked.Increment(ref _overlaps);
            }

            handle();
            if (_spouts.ContainsKey(Environment.CurrentManagedThreadId))
            {
                Interlocked.Increment(ref _visits);
            }

            Interlocked.Decrement(ref _inside);
            Interlocked.Increment(ref _kept);
        }
    }

    [Spout(Parallelism = 3)]
    public sealed partial class Numbers(Book book)
    {
        private long _next;

        public void Open() => book.NoteSpout();

        public SpoutStatus Next()
        {
            if (_next >= book.Allowed)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Keep(Book book)
    {
        [GlobalGrouping<Numbers>]
        public void Execute(in Number number) => book.Keep();
    }
}
