using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Spouts with positions that are not asked one by one: an asynchronous one, and one that goes further than it says.</summary>
[Topology("positions")]
internal sealed partial class PositionTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    public sealed class Book(bool leaps)
    {
        public bool Leaps => leaps;

        public ConcurrentQueue<long> Kept { get; } = new();

        public ConcurrentQueue<string> Events { get; } = new();

        /// <summary>What the spout that waits waits for.</summary>
        public TaskCompletionSource<long> Message { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Spout]
    public sealed partial class Pages(Book book)
    {
        [Position(MaxStep = 3)] private long _next;

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            for (int i = 0; i < (book.Leaps && _next > 100 ? 4 : 3); i++)
            {
                Emit(new Number(_next++));
            }

            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Spout]
    public sealed partial class Leaping(Book book)
    {
        [Position] private long _next;

        public SpoutStatus Next()
        {
            _next += book.Leaps && _next > 100 ? 2 : 1;
            return SpoutStatus.More;
        }
    }

    /// <summary>Takes one message, whenever it comes.</summary>
    [Spout]
    public sealed partial class Waiting(Book book)
    {
        private bool _isDone;

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            if (_isDone)
            {
                return SpoutStatus.Idle;
            }

            book.Events.Enqueue("asked");
            long message = await book.Message.Task.WaitAsync(cancellation);
            _isDone = true;
            Emit(new Number(message));
            return SpoutStatus.Idle;
        }

        public void Close() => book.Events.Enqueue("closed");

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Keep(Book book)
    {
        [ShuffleGrouping<Pages>]
        [ShuffleGrouping<Waiting>]
        public void Execute(in Number number) => book.Kept.Enqueue(number.Value);
    }
}
