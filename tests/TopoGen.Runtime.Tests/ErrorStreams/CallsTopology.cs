using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>Calls without tuples that throw: of both kinds of spouts, and of ticks.</summary>
[Topology("calls")]
internal sealed partial class CallsTopology
{
    [StreamTuple]
    public readonly partial record struct Beat(long Number);

    public sealed class Book
    {
        public ConcurrentQueue<FailedTuple> Told { get; } = new();

        public ConcurrentQueue<FailedTuple> AlsoTold { get; } = new();

        public bool IsOver { get; set; }
    }

    [Spout]
    public sealed partial class Source(Book book)
    {
        private int _asked;

        [Position]
        private long _position;

        public SpoutStatus Next()
        {
            if (++_asked % 2 == 1 && _position < 2)
            {
                throw new InvalidOperationException("next");
            }

            if (_position < 2)
            {
                Emit(new Beat(_position++));
            }

            return book.IsOver ? SpoutStatus.End : SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in Beat beat);
    }

    [Spout]
    public sealed partial class Later(Book book)
    {
        private int _asked;

        [Position]
        private long _position;

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            if (++_asked == 1)
            {
                throw new InvalidOperationException("later");
            }

            if (_position == 0)
            {
                Emit(new Beat(_position++));
            }

            return book.IsOver ? SpoutStatus.End : SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in Beat beat);
    }

    [Bolt]
    public sealed partial class Clock
    {
        [ShuffleGrouping<Source>]
        [ShuffleGrouping<Later>]
        public void Execute(in Beat beat)
        {
        }

        [Tick("1s")]
        public void Second() => throw new InvalidOperationException("tick");
    }

    [Bolt]
    public sealed partial class Read(Book book)
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed)
        {
            book.Told.Enqueue(failed);
            Emit(in failed);
        }

        [Tick("1s")]
        public void Second() => throw new InvalidOperationException("not told");

        [Output]
        private partial void Emit(in FailedTuple failed);
    }

    /// <summary>Reads the same on two ways, of which one is asynchronous.</summary>
    [Bolt]
    public sealed partial class Also(Book book)
    {
        [ErrorStream]
        [ShuffleGrouping<Read>]
        public ValueTask ExecuteAsync(FailedTuple failed, CancellationToken cancellation)
        {
            book.AlsoTold.Enqueue(failed);
            return ValueTask.CompletedTask;
        }
    }
}
