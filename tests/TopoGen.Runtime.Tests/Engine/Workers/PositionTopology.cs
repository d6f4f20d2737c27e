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

    [Bolt]
    public sealed partial class Keep(Book book)
    {
        [ShuffleGrouping<Pages>]
        public void Execute(in Number number) => book.Kept.Enqueue(number.Value);
    }
}
