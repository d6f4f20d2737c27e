using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Components that are told of committed epochs, and a source that asks the outside world for each number.</summary>
[Topology("commits", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class CommitTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="Count">How many numbers there are, from 0.</param>
    public sealed record Input(long Count);

    /// <summary>What each task was told, in order: epochs, and <see cref="Emitted"/> where it emitted.</summary>
    public sealed class Told
    {
        public const long Emitted = -1;

        private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _all = new();

        public long[] this[string component] => [.. _all.GetOrAdd(component, _ => new())];

        public void Add(string component, long what) => _all.GetOrAdd(component, _ => new()).Enqueue(what);

        public void Clear() => _all.Clear();
    }

    [Spout]
    public sealed partial class Source(Calls calls, Input input, Told told)
    {
        [State]
        private long _next;

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            long number = _next++;
            await calls.Ask(number, cancellation);
            Emit(new Number(number));
            told.Add("Source", Told.Emitted);
            return SpoutStatus.More;
        }

        [OnCommit]
        public void Commit(long epoch) => told.Add("Source", epoch);

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Result(Deliveries<Number> deliveries, Told told)
    {
        [State]
        private List<Number> _received = [];
        private List<Number> _delivered = [];

        public void Open(TaskContext context) => _delivered = deliveries.Of(context);

        [GlobalGrouping<Source>]
        public void Execute(in Number number) => _received.Add(number);

        [OnCommit]
        public void Commit(long epoch) => told.Add("Result", epoch);

        public void End()
        {
            _delivered.Clear();
            _delivered.AddRange(_received);
        }
    }
}
