using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>A bolt whose ticks count, emit, and then throw every other time; before them comes one beat of the spout.</summary>
[Topology("undo-tick", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class UndoTickTopology
{
    [StreamTuple]
    public readonly partial record struct Beat(long Number);

    public sealed class Received
    {
        private int _ticks;

        public ConcurrentQueue<long> Beats { get; } = new();

        public int Ticks => Volatile.Read(ref _ticks);

        public int Tick() => Interlocked.Increment(ref _ticks);
    }

#pragma warning disable TG0107 // What fails is not to come again.
    [Spout]
    public sealed partial class Source
#pragma warning restore TG0107
    {
#pragma warning disable TG0401 // It emits once per process.
        private bool _begun;
#pragma warning restore TG0401

        public SpoutStatus Next()
        {
            if (!_begun)
            {
                _begun = true;
                Emit(new Beat(0), 0);
            }

            return SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in Beat beat, long id);
    }

    [Bolt]
    public sealed partial class Clock(Received received)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Beat beat) => Emit(in beat);

        [Tick("1s")]
        public void Second()
        {
            int tick = received.Tick();
            Emit(new Beat(tick));
            if (tick % 2 == 1)
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }

        [Output]
        private partial void Emit(in Beat beat);
    }

    [Bolt]
    public sealed partial class Sink(Received received)
    {
        [ShuffleGrouping<Clock>]
        public ValueTask ExecuteAsync(Beat beat, Anchor anchor, CancellationToken cancellation)
        {
            received.Beats.Enqueue(beat.Number);
            return ValueTask.CompletedTask;
        }
    }
}
