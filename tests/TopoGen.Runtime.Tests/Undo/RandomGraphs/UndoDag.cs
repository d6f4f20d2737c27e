using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>A topology whose calls throw at random, options, and what comes of it as if those calls had never been, all following from a seed.</summary>
internal sealed class UndoDag
{
    private const int MostCalls = 5_000;

    private readonly Random _random;
    private readonly bool _keepsState;
    private readonly Delivery _delivery;
    private readonly List<ComponentDefinition> _components = [];
    private int _perSpoutTask = 64;

    public UndoDag(int seed, Delivery delivery, bool keepsState)
    {
        _random = new Random(seed);
        _delivery = delivery;
        _keepsState = keepsState;
        int spouts = _random.Next(1, 3);
        int bolts = _random.Next(1, 7);
        for (int i = 0; i < spouts + bolts; i++)
        {
            string name = $"{(char)('A' + _random.Next(26))}{i}";
            _components.Add(i < spouts ? Spout(name) : Bolt(name));
        }

        while (!Expect())
        {
            _perSpoutTask /= 2;
        }

        ImmutableArray<string> sources = [.. _components.Select(c => c.Name)];
        _components.Add(new ComponentDefinition
        {
            Name = "collector",
            Kind = ComponentKind.Bolt,
            Type = typeof(UndoCollector),
            Parallelism = 2,
            Inputs = [.. sources.Select(s => new SubscriptionDefinition<UndoTuple>(s, "default", "Execute", Grouping.Shuffle<UndoTuple>(), isAsync: true))],
            CreateTask = _ => new UndoCollector(subscription => sources[subscription], Actual),
        });
        Options = new EngineOptions
        {
            Executors = _random.Next(1, 5),
            RingCapacity = 2 << _random.Next(4),
            BatchSize = 1 << _random.Next(9),
            MaxIdleWait = TimeSpan.FromMilliseconds(1),
            MaxFailures = 0,
            EpochInterval = TimeSpan.FromMilliseconds(10),
        };
    }

    public TopologyDefinition Definition => new()
    {
        Name = "undo",
        Delivery = _delivery,
        KeyGroups = 16,
        Components = [.. _components.OrderBy(c => c.Name, StringComparer.Ordinal)],
    };

    public EngineOptions Options { get; }

    public UndoTally Expected { get; private set; } = new();

    public UndoTally Actual { get; } = new();

    private ComponentDefinition Spout(string name) => new()
    {
        Name = name,
        Kind = ComponentKind.Spout,
        Type = typeof(UndoSpout),
        Parallelism = _random.Next(1, 4),
        Outputs = [new StreamDefinition<UndoTuple>("default", hasMessages: true)],
        States = _keepsState ? [new StateDefinition("next", null, "long") { Layout = "long" }] : [],
        CreateTask = _ => new UndoSpout(name, _perSpoutTask),
    };

    private ComponentDefinition Bolt(string name) => new()
    {
        Name = name,
        Kind = ComponentKind.Bolt,
        Type = typeof(UndoBolt),
        Parallelism = _random.Next(1, 4),
        Outputs = [new StreamDefinition<UndoTuple>("default")],
        Inputs =
        [
            .. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new SubscriptionDefinition<UndoTuple>(
                _components[_random.Next(_components.Count)].Name, "default", "Execute", RandomGrouping())),
        ],
        States = _keepsState
            ? [new StateDefinition("counts", "ulong", "long") { Layout = "long by ulong" }, new StateDefinition("count", null, "long") { Layout = "long" }]
            : [],
        CreateTask = _ => new UndoBolt(name, Actual, _keepsState),
    };

    /// <summary>What is kept of a key is kept by its task.</summary>
    private Grouping<UndoTuple> RandomGrouping() => _random.Next(_keepsState ? 1 : 5) switch
    {
        0 => Grouping.Fields<UndoTuple, ulong, UndoTuple.ByKey>("Key"),
        1 => Grouping.Global<UndoTuple>(),
        2 => Grouping.All<UndoTuple>(),
        3 => Grouping.LocalOrShuffle<UndoTuple>(),
        _ => Grouping.Shuffle<UndoTuple>(),
    };

    /// <returns>False where that are too many calls.</returns>
    private bool Expect()
    {
        Expected = new UndoTally();
        long calls = 0;
        foreach (ComponentDefinition spout in _components.Where(c => c.Kind == ComponentKind.Spout))
        {
            for (int task = 0; task < spout.Parallelism; task++)
            {
                for (int i = 0; i < _perSpoutTask; i++)
                {
                    Emit(spout, UndoSpout.Origin(spout.Name, task).Child(i, spout.Name), 1);
                }
            }
        }

        return calls <= MostCalls || _perSpoutTask == 1;

        void Emit(ComponentDefinition source, UndoTuple tuple, long times)
        {
            Expected.Left(source.Name, tuple, times);
            foreach (ComponentDefinition bolt in _components)
            {
                foreach (SubscriptionDefinition input in bolt.Inputs.Where(i => i.Source == source.Name))
                {
                    Handle(bolt, tuple, input.Grouping == GroupingKind.All ? times * bolt.Parallelism : times);
                }
            }
        }

        void Handle(ComponentDefinition bolt, UndoTuple tuple, long times)
        {
            calls += times;
            if (tuple.ThrowsAfter >= 0)
            {
                return;
            }

            if (_keepsState)
            {
                Expected.Fields(bolt.Name, times);
                Expected.Kept(bolt.Name, tuple.Key, 2 * times);
            }

            for (int child = 0; child < tuple.Children && (calls <= MostCalls || _perSpoutTask == 1); child++)
            {
                Emit(bolt, tuple.Child(child, bolt.Name), times);
            }
        }
    }
}
