using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime.Tests.Checkpointing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Whole workers in this process, with real engines and threads, linked by memory, that agree through stores in memory.</summary>
internal sealed class EpochCluster : IAsyncDisposable
{
    public static readonly ClusterOptions Times = new() { LeaseTime = TimeSpan.FromMilliseconds(1500), JoinDebounce = TimeSpan.FromMilliseconds(50) };

    private readonly TopologyDefinition _definition;
    private readonly ServiceProvider _services;
    private readonly MemoryNetwork _network = new(1 << 16);
    private readonly InMemoryCoordinationStore _store;
    private readonly List<Member> _members = [];
    private int _runs;

    public EpochCluster(TopologyDefinition definition, params ReadOnlySpan<object> services)
    {
        var collection = new ServiceCollection();
        foreach (object service in services)
        {
            collection.AddSingleton(service.GetType(), service);
        }

        _definition = definition;
        _services = collection.BuildServiceProvider();
        var register = new InMemoryRegister();
        var checkpoints = new InMemoryCheckpointStore(register);
        Checkpoints = new WatchedStore(checkpoints);
        _store = new InMemoryCoordinationStore(TimeProvider.System, register, checkpoints);
    }

    public WatchedStore Checkpoints { get; }

    public CapturedLog Log { get; } = new();

    /// <summary>The number of the last committed epoch; 0 before the first, and after the end.</summary>
    public long Epoch => Checkpoints.ReadHeadAsync(CancellationToken.None).Result?.Committed.Number ?? 0;

    public ClusterFacts Facts => _store.ReadFactsAsync(CancellationToken.None).Result;

    private string Run => $"run {_runs}";

    /// <summary>Begins a run, which goes on where the one before ended.</summary>
    public Task BeginAsync(int workers, bool acceptLoss = false)
    {
        _runs++;
        return _store.BeginAsync(
            new RunRecord { Id = Run, Owner = "test", Schema = 1, AcceptLoss = acceptLoss },
            new DesiredState { Workers = workers },
            null,
            CancellationToken.None);
    }

    public Task<bool> ChangeAsync(Func<DesiredState, DesiredState> change)
    {
        DesiredState desired = Facts.Desired;
        return _store.ChangeDesiredAsync(Run, change(desired) with { Version = desired.Version + 1 }, CancellationToken.None);
    }

    /// <summary>What a test that hangs should say.</summary>
    public string Describe()
        => $"""
            epoch {Epoch}, attempt {_store.Look(d => d.Attempt)}
            reported {string.Join(", ", _store.Look(d => d.Reports.Where(r => r.Epoch == d.Attempt).Select(r => $"{r.Entry.Component}[{r.Entry.Index}]")))}
            ended {string.Join(", ", Facts.Ended.Keys)}
            leases {string.Join(", ", Facts.Leases.Select(l => $"{l.Worker.Id} applied {l.Report.Applied}{(l.Report.IsSuspended ? " suspended" : "")}"))}
            plan {Facts.Plan}
            {string.Join("\n", Facts.Plan!.Components.Select(c => $"{c.Component}: {string.Join(", ", c.Tasks)}"))}
            {string.Join("\n", Log.Entries.TakeLast(60).Select(e => e.ToString()))}
            """;

    /// <summary>Whether the plan gives a worker tasks: others are spares.</summary>
    public bool HasTasks(Member member)
        => Facts.Plan!.Components.Any(c => c.Tasks.Any(t => t.Worker.StartsWith(member.Name + "-", StringComparison.Ordinal)));

    public Member Start(string name)
    {
        InMemoryCoordinationStore store = _store.Connect(TimeProvider.System);
        var epochs = new EpochServices(Checkpoints, store, TimeSpan.FromMilliseconds(20));
        var engine = new WorkerEngine(
            _definition,
            new EngineOptions { Executors = 2, RingCapacity = 64, BatchSize = 16 },
            _services,
            Log,
            TimeProvider.System,
            null,
            _network.Join(),
            store,
            epochs);
        int joins = 0;
        var worker = new ClusterWorker(
            store,
            engine,
            new TopologyShape(_definition),
            () => new WorkerInfo { Id = $"{name}-{joins++}", Process = name, Name = name, Host = "host", ProcessId = 1, Socket = name, Slots = 2, Started = DateTimeOffset.UtcNow },
            Times,
            TimeProvider.System,
            Log.CreateLogger(name))
        {
            Epochs = epochs,
        };
        var member = new Member(name, store, engine, worker, Run);
        _members.Add(member);
        return member;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Member member in _members)
        {
            await member.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    /// <summary>One worker.</summary>
    internal sealed class Member : IAsyncDisposable
    {
        private readonly InMemoryCoordinationStore _store;
        private readonly WorkerEngine _engine;
        private readonly ClusterWorker _worker;
        private readonly CancellationTokenSource _leave = new();

        public Member(string name, InMemoryCoordinationStore store, WorkerEngine engine, ClusterWorker worker, string run)
        {
            Name = name;
            _store = store;
            _engine = engine;
            _worker = worker;
            End = Task.Run(() => worker.RunAsync(run, _leave.Token));
        }

        public string Name { get; }

        public StoreFaults Faults => _store.Faults;

        public bool IsLeading => _worker.State.IsLeading;

        /// <summary>How the run ended; null where the worker has left it.</summary>
        public Task<RunEnd?> End { get; }

        /// <summary>What tasks of a component have emitted here.</summary>
        public long Emitted(string component) => _engine.Snapshot().Components.Where(c => c.Component == component).Sum(c => c.Emitted);

        /// <summary>What tasks of a component have handled here.</summary>
        public long Executed(string component) => _engine.Snapshot().Components.Where(c => c.Component == component).Sum(c => c.Executed);

        /// <summary>The standbys that are built here.</summary>
        public IReadOnlyList<StandbySnapshot> Standbys => _engine.Snapshot().Standbys ?? [];

        public async ValueTask DisposeAsync()
        {
            Faults.IsUnreachable = false;
            await _leave.CancelAsync();
            await End.WaitAsync(Deadline.Limit);
            _engine.Dispose();
            _leave.Dispose();
        }
    }
}
