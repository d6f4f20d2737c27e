namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Messages are numbers, counted per key in state. What was acked may be forgotten by its source.</summary>
[Topology("kept", Delivery = Delivery.AtLeastOnce, KeyGroups = 16)]
internal sealed partial class KeptTopology
{
    public const int Keys = 5;

    [StreamTuple]
    public readonly partial record struct Number(long Key, long Value);

    /// <summary>Gives numbers again that were not acked, like a broker to a client that comes back.</summary>
    public sealed class Broker(int count)
    {
        private readonly Lock _lock = new();
        private readonly SortedSet<long> _waiting = [.. Enumerable.Range(0, count).Select(n => (long)n)];
        private readonly HashSet<long> _given = [];
        private long _allowed;

        public int Left
        {
            get
            {
                lock (_lock)
                {
                    return _waiting.Count + _given.Count;
                }
            }
        }

        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }

        /// <returns>A number, or null; and whether all have been acked.</returns>
        public (long? Number, bool IsOver) Take()
        {
            lock (_lock)
            {
                if (_waiting.Count == 0 || _waiting.Min >= Allowed)
                {
                    return (null, _waiting.Count + _given.Count == 0);
                }

                long number = _waiting.Min;
                _waiting.Remove(number);
                _given.Add(number);
                return (number, false);
            }
        }

        public void Ack(long number)
        {
            lock (_lock)
            {
                _given.Remove(number);
            }
        }

        public void Reconnect()
        {
            lock (_lock)
            {
                _waiting.UnionWith(_given);
                _given.Clear();
            }
        }
    }

    /// <summary>What each key had counted at the end, and which numbers.</summary>
    public sealed class Results
    {
        public Dictionary<long, SortedSet<long>> Seen { get; } = [];
    }

#pragma warning disable TG0107 // The broker itself gives again what was not acked, to the next that connects.
    [Spout]
    public sealed partial class Numbers(Broker broker)
#pragma warning restore TG0107
    {
        public void Open() => broker.Reconnect();

        public SpoutStatus Next()
        {
            (long? number, bool isOver) = broker.Take();
            if (number is { } value)
            {
                Emit(new Number(value % Keys, value), value);
                return SpoutStatus.More;
            }

            return isOver ? SpoutStatus.End : SpoutStatus.Idle;
        }

        public void Ack(long number) => broker.Ack(number);

        [Output]
        private partial void Emit(in Number number, long message);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Relay
    {
        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number) => Emit(in number);

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Tally(Results results)
    {
        [FieldsGrouping<Relay>(nameof(Number.Key))]
        public void Execute(in Number number, [State] ref List<long>? seen) => (seen ??= []).Add(number.Value);

        public void End(KeyedState<long, List<long>?> seen)
        {
            lock (results)
            {
                foreach ((long key, List<long>? values) in seen)
                {
                    results.Seen[key] = [.. values!];
                }
            }
        }
    }
}
