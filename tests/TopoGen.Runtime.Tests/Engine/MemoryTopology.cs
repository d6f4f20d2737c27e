using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Two bolts that count the same numbers; one keeps its counts in checkpoints, the other in memory only.</summary>
[Topology("memory", Delivery = Delivery.AtLeastOnce, KeyGroups = 16)]
internal sealed partial class MemoryTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <summary>How far the spout may go, and what the first call of each task found.</summary>
    public sealed class Book
    {
        private readonly ConcurrentDictionary<object, bool> _seen = new(ReferenceEqualityComparer.Instance);
        private long _allowed;
        private long _handled;

        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }

        /// <summary>How many numbers both have handled in all.</summary>
        public long Handled => Interlocked.Read(ref _handled);

        public ConcurrentQueue<(string Component, long Calls, long OfKey)> Begun { get; } = new();

        public void Handle(object component, long calls, long ofKey)
        {
            if (_seen.TryAdd(component, true))
            {
                Begun.Enqueue((component.GetType().Name, calls, ofKey));
            }

            Interlocked.Increment(ref _handled);
        }

        /// <summary>What the last begun tasks of a component found.</summary>
        public (long Calls, long OfKey) Last(string component)
            => Begun.Where(b => b.Component == component).Select(b => (b.Calls, b.OfKey)).LastOrDefault();
    }

    [Spout]
    public sealed partial class Numbers(Book book)
    {
        [Position] private long _next;

        public SpoutStatus Next()
        {
            if (_next >= book.Allowed)
            {
                return SpoutStatus.Idle;
            }

            _next++;
            Emit(new Number(7));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Kept(Book book)
    {
        [State] private long _calls;

        [FieldsGrouping<Numbers>(nameof(Number.Value))]
        public void Execute(in Number number, [State] ref long ofKey)
            => book.Handle(this, ++_calls, ++ofKey);
    }

    [Bolt(Recovery = Recovery.None)]
    public sealed partial class Forgotten(Book book)
    {
        [State] private long _calls;

        [FieldsGrouping<Numbers>(nameof(Number.Value))]
        public void Execute(in Number number, [State] ref long ofKey)
            => book.Handle(this, ++_calls, ++ofKey);
    }
}
