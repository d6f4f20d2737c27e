using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A topology, options and the expected result, all following from a seed.</summary>
internal sealed class RandomDag
{
    private const int MostDeliveries = 8_000;

    private readonly Random _random;
    private readonly DagTally _tally = new();
    private readonly DagOutcomes? _outcomes;
    private readonly List<ComponentDefinition> _components = [];
    private readonly Dictionary<string, int> _parallelism = [];
    private int _perSpoutTask = 64;
    private bool _isEndless;
    private bool _holds;

    /// <param name="seed">What all follows from.</param>
    /// <param name="outcomes">Where spouts note what became of their messages; null where those are not tracked.</param>
    public RandomDag(int seed, DagOutcomes? outcomes = null)
    {
        _random = new Random(seed);
        _outcomes = outcomes;
        int spouts = _random.Next(1, 3);
        int bolts = _random.Next(1, 7);
        for (int i = 0; i < spouts + bolts; i++)
        {
            // Names decide the order among equals: let it vary.
            string name = $"{(char)('A' + _random.Next(26))}{i}";
            _parallelism[name] = _random.Next(1, 4);
            _components.Add(i < spouts ? Spout(name) : Bolt(name));
        }

        while (!Expect())
        {
            _perSpoutTask /= 2;
        }

        Options = new EngineOptions
        {
            Executors = _random.Next(1, 5),
            RingCapacity = 2 << _random.Next(4),
            BatchSize = 1 << _random.Next(9),
            SpinTime = TimeSpan.FromMicroseconds(_random.Next(2) * 50),
            MaxIdleWait = TimeSpan.FromMilliseconds(1),
            // What is held for tuples to come must not keep them from coming.
            MaxPending = _holds ? 1024 : 1 << _random.Next(8),
            MaxFailures = 0,
        };
    }

    public TopologyDefinition Definition => new()
    {
        Name = "dag",
        Delivery = _outcomes is null ? Delivery.AtMostOnce : Delivery.AtLeastOnce,
        Components = [.. _components.OrderBy(c => c.Name, StringComparer.Ordinal)],
    };

    /// <summary>Messages, and whether a tuple of their tree fails.</summary>
    public Dictionary<ulong, bool> Messages { get; } = [];

    public EngineOptions Options { get; }

    /// <summary>What each bolt must have handled.</summary>
    public DagTally Expected { get; private set; } = new();

    public DagTally Actual => _tally;

    public IEnumerable<string> Bolts => _components.Where(c => c.Kind == ComponentKind.Bolt).Select(c => c.Name);

    /// <summary>Lets the spouts emit for ever; what is expected does not hold then.</summary>
    public RandomDag Endless()
    {
        _isEndless = true;
        return this;
    }

    private ComponentDefinition Spout(string name) => new()
    {
        Name = name,
        Kind = ComponentKind.Spout,
        Type = typeof(DagSpout),
        Parallelism = _parallelism[name],
        Outputs = [new StreamDefinition<DagTuple>("default", hasMessages: _outcomes is not null)],
        CreateTask = _ => _outcomes is null
            ? new DagSpout(name, _isEndless ? int.MaxValue : _perSpoutTask)
            : new DagReliableSpout(name, _perSpoutTask, _outcomes),
    };

    private ComponentDefinition Bolt(string name)
    {
        bool isAsync = _random.Next(5) == 0;
        bool isManual = _outcomes is not null && !isAsync && _random.Next(3) == 0;
        _holds |= isManual;
        bool ordered = _random.Next(2) == 0;
        int maxInFlight = _random.Next(1, 5);
        ImmutableArray<SubscriptionDefinition> inputs =
        [
            .. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new SubscriptionDefinition<DagTuple>(
                _components[_random.Next(_components.Count)].Name, "default", "Execute", RandomGrouping(), isAsync)),
        ];
        return new ComponentDefinition
        {
            Name = name,
            Kind = ComponentKind.Bolt,
            Type = isAsync ? typeof(DagAsyncBolt) : typeof(DagBolt),
            Parallelism = _parallelism[name],
            Outputs = [new StreamDefinition<DagTuple>("default")],
            Inputs = inputs,
            CreateTask = _ => isAsync ? new DagAsyncBolt(name, _tally, maxInFlight, ordered)
                : isManual ? new DagManualBolt(name, _tally)
                : new DagBolt(name, _tally),
        };
    }

    private Grouping<DagTuple> RandomGrouping() => _random.Next(7) switch
    {
        0 => Grouping.Shuffle<DagTuple>(),
        1 => Grouping.LocalOrShuffle<DagTuple>(),
        2 => Grouping.All<DagTuple>(),
        3 => Grouping.Global<DagTuple>(),
        4 => Grouping.Fields<DagTuple, ulong, DagTuple.ByValue>("Value"),
        5 => Grouping.PartialKey<DagTuple, ulong, DagTuple.ByValue>("Value"),
        _ => Grouping.Custom<DagTuple, DagTuple.Anywhere>(),
    };

    /// <summary>Follows every tuple through the graph on paper.</summary>
    /// <returns>False where that are too many.</returns>
    private bool Expect()
    {
        Expected = new DagTally();
        Messages.Clear();
        bool fails = false;
        long deliveries = 0;
        foreach (ComponentDefinition spout in _components.Where(c => c.Kind == ComponentKind.Spout))
        {
            for (int task = 0; task < spout.Parallelism; task++)
            {
                for (int i = 0; i < _perSpoutTask; i++)
                {
                    DagTuple message = DagSpout.Origin(spout.Name, task).Child(i, spout.Name);
                    fails = false;
                    Emit(spout, message, 1);
                    Messages[message.Value] = fails;
                }
            }
        }

        return deliveries <= MostDeliveries || _perSpoutTask == 1;

        void Emit(ComponentDefinition source, DagTuple tuple, long times)
        {
            foreach (ComponentDefinition bolt in _components)
            {
                foreach (SubscriptionDefinition input in bolt.Inputs.Where(i => i.Source == source.Name))
                {
                    Handle(bolt, tuple, input.Grouping == GroupingKind.All ? times * bolt.Parallelism : times);
                }
            }
        }

        void Handle(ComponentDefinition bolt, DagTuple tuple, long times)
        {
            deliveries += times;
            Expected.Add(bolt.Name, tuple, times);
            if (tuple.Fails)
            {
                fails = true;
                return;
            }

            for (int i = 0; i < tuple.Amplification && (deliveries <= MostDeliveries || _perSpoutTask == 1); i++)
            {
                Emit(bolt, tuple.Child(i, bolt.Name), times);
            }
        }
    }
}
