namespace TopoGen.Runtime.Tests.Engine;

/// <summary>
/// Numbers reach the tally of their key on three ways: directly, through a relay, and through an asynchronous bolt. Whatever a cut separates
/// shows as a difference between the three, or as a gap or repetition in one of them.
/// </summary>
[Topology("epochs", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class EpochTopology
{
    public const int Keys = 7;

    [StreamTuple]
    public readonly partial record struct Number(long Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct Relayed(long Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct Delayed(long Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct Total(long Key, long Direct, long Relayed, long Delayed);

    /// <summary>How far each source may go, and how far it goes in all.</summary>
    public sealed class Input(long count)
    {
        private long _allowed;

        public long Count => count;

        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }
    }

    [Spout(Parallelism = 2, Recovery = Recovery.HotStandby)]
    public sealed partial class Numbers(Input input)
    {
        private int _task;

        [State]
        private long _next;

        public void Open(TaskContext context) => _task = context.Index;

        public SpoutStatus Next()
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            if (_next >= input.Allowed)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number((_task * Keys) + (_next % Keys), (_next / Keys) + 1));
            _next++;
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2, Recovery = Recovery.Standby)]
    public sealed partial class Relay
    {
        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number) => Emit(new Relayed(number.Key, number.Sequence));

        [Output]
        private partial void Emit(in Relayed number);
    }

    [Bolt(Parallelism = 2, Ordered = false, MaxInFlight = 8)]
    public sealed partial class Delay
    {
        [ShuffleGrouping<Numbers>]
        public async ValueTask ExecuteAsync(Number number, Anchor anchor, CancellationToken cancellation)
        {
            await Task.Yield();
            Emit(new Delayed(number.Key, number.Sequence), anchor);
        }

        [Output]
        private partial void Emit(in Delayed number, Anchor anchor);
    }

    [Bolt(Parallelism = 3, Recovery = Recovery.HotStandby)]
    public sealed partial class Tally(Errors errors)
    {
        [FieldsGrouping<Numbers>(nameof(Number.Key))]
        public void Execute(in Number number, [State] ref long direct)
        {
            errors.Check(number.Sequence == ++direct, $"number {number} came as the {direct}th of its key");
        }

        [FieldsGrouping<Relay>(nameof(Relayed.Key))]
        public void Execute(in Relayed number, [State] ref long relayed) => relayed++;

        [FieldsGrouping<Delay>(nameof(Delayed.Key))]
        public void Execute(in Delayed number, [State] ref long delayed) => delayed++;

        public void End(KeyedState<long, long> direct, KeyedState<long, long> relayed, KeyedState<long, long> delayed)
        {
            foreach ((long key, long count) in direct)
            {
                relayed.TryGet(key, out long also);
                delayed.TryGet(key, out long late);
                Emit(new Total(key, count, also, late));
            }
        }

        [Output]
        private partial void Emit(in Total total);
    }

    [Bolt]
    public sealed partial class Result(Deliveries<Total> deliveries)
    {
        [State]
        private List<Total> _received = [];
        private List<Total> _delivered = [];

        public void Open(TaskContext context) => _delivered = deliveries.Of(context);

        [GlobalGrouping<Tally>]
        public void Execute(in Total total) => _received.Add(total);

        // An effect outside of the topology: where tasks were rewound after it, it comes again.
        public void End()
        {
            _delivered.Clear();
            _delivered.AddRange(_received);
        }
    }

    /// <summary>What went wrong on the way.</summary>
    public sealed class Errors
    {
        private readonly List<string> _found = [];

        public IReadOnlyList<string> Found
        {
            get
            {
                lock (_found)
                {
                    return [.. _found];
                }
            }
        }

        public void Check(bool isRight, string problem)
        {
            if (!isRight)
            {
                lock (_found)
                {
                    _found.Add(problem);
                }
            }
        }
    }
}
