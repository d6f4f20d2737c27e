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
        /// <summary>The spouts' threads, and whether the bolt got a number on them.</summary>
        private readonly ConcurrentDictionary<int, bool> _spouts = new();

        private readonly long[] _asked = new long[3];
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

        /// <summary>Spouts on whose threads the bolt got a number.</summary>
        public int Visitors => _spouts.Values.Count(static visited => visited);

        /// <summary>Calls of the bolt that another one had not returned from.</summary>
        public int Overlaps => Volatile.Read(ref _overlaps);

        /// <summary>Whether the caller is a spout's thread.</summary>
        public bool IsVisit => _spouts.ContainsKey(Environment.CurrentManagedThreadId);

        /// <summary>How often each spout was asked: when it is asked again, what it emitted before is sent.</summary>
        public long[] Asked => [.. Enumerable.Range(0, _asked.Length).Select(i => Volatile.Read(ref _asked[i]))];

        public void NoteAsked(int spout) => Interlocked.Increment(ref _asked[spout]);

        public void NoteSpout() => _spouts.TryAdd(Environment.CurrentManagedThreadId, false);

        public void Keep()
        {
            if (Interlocked.Increment(ref _inside) != 1)
            {
                Interlocked.Increment(ref _overlaps);
            }

            handle();
            if (IsVisit)
            {
                _spouts[Environment.CurrentManagedThreadId] = true;
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

        private int _index;

        public void Open(TaskContext task)
        {
            _index = task.Index;
            book.NoteSpout();
        }

        public SpoutStatus Next()
        {
            book.NoteAsked(_index);
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
