using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TopoGen.Runtime;
using TopoGen.Runtime.Tests.Coordination;
using TopoGen.Testing;
using TopoGen.Tests;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Workers of one run in a simulation. What must always hold is checked at every accepted write, at every frame and tuple, and after
/// every step.
/// </summary>
internal sealed class SimulatedCluster : IDisposable
{
    /// <summary>By which a coordinator says that an epoch is late.</summary>
    private const int LateEpochEvent = 42;

    private static readonly TimeSpan CopyInterval = TimeSpan.FromMilliseconds(200);
    private readonly Invariants _invariants;
    private readonly List<StoreCopy> _copies = [];
    private readonly SimulatedProcess _nowhere;
    private int _started;
    private int _runs;

    /// <param name="seed">What everything follows from that is not given.</param>
    /// <param name="ghost">What runs, and what must come of it.</param>
    /// <param name="window">Bytes of a channel that may be under way.</param>
    public SimulatedCluster(ulong seed, Func<SimulatedCluster, Ghost> ghost, int? window = null)
    {
        var register = new InMemoryRegister();
        Checkpoints = new InMemoryCheckpointStore(register);
        Store = new InMemoryCoordinationStore(null, register, Checkpoints);
        Simulator = new Simulator(seed);
        Random = Simulator.Random.Fork();
        Ghost = ghost(this);
        _nowhere = new SimulatedProcess(Simulator, "nowhere");
        Network = new SimulatedNetwork(Simulator, window ?? 1024 << Random.Next(7));
        int executors = Random.Next(1, 4);
        int capacity = 2 << Random.Next(6);
        Options = new EngineOptions
        {
            Prefer = (Preference)(seed % 3),
            Executors = executors,
            RingCapacity = capacity,
            BatchSize = 1 << Random.Next(8),
            MaxIdleWait = TimeSpan.FromMilliseconds(25),
            MaxPending = 1 << Random.Next(12),
            MessageTimeout = TimeSpan.FromSeconds(5),
            MaxFailures = 0,
        };
        Shape = new TopologyShape(Ghost.Definition);
        Losses = new LossBound(capacity, Network.Window);
        Checker = new PlanChecker(Shape, Times.LeaseTime, () => Simulator.Now);
        Store.Reported = epoch =>
        {
            if (Facts.Plan?.Epochs is { } epochs && epoch.Token != epochs.Token)
            {
                Faults.Add(Fault.StaleReport);
            }
        };
        Store.Changed = (what, data) =>
        {
            Checker.Check(what, data);
            Holders!.Look(what, data);
            if (what == "publish")
            {
                Commits!.Published(data.Plan!);
            }
            else if (what == "announce")
            {
                Commits!.Announced(data);
            }
        };
        EpochInterval = TimeSpan.FromMilliseconds(100 << Random.Next(5));
        Definition = Ghost.Definition;
        Holders = new Holders(Faults);
        Damage = new Damage(this);
        Commits = new CommitChain(this);
        Moments = new Moments(this);
        _invariants = new Invariants(this);
        Simulator.AfterStep = _invariants.Check;
        BeginRun();
    }

    public Simulator Simulator { get; }

    /// <summary>For what a test does by its seed.</summary>
    public SeededRandom Random { get; }

    public Ghost Ghost { get; }

    /// <summary>What workers run that are started from now on: the ghost's, or another build of it.</summary>
    public TopologyDefinition Definition { get; set; }

    public SimulatedNetwork Network { get; }

    public StoreServer Server { get; } = new();

    /// <summary>Where sinks write.</summary>
    public StoreServer OutsideServer { get; } = new();

    public InMemoryCoordinationStore Store { get; }

    /// <summary>Shares the register with the other store, as in Redis.</summary>
    public InMemoryCheckpointStore Checkpoints { get; }

    public CommitChain Commits { get; }

    public Moments Moments { get; }

    public Holders Holders { get; }

    public Damage Damage { get; }

    /// <summary>What has gone wrong so far.</summary>
    public FaultCounts Faults { get; } = new();

    /// <summary>From the beginning of one epoch to that of the next.</summary>
    public TimeSpan EpochInterval { get; }

    public PlanChecker Checker { get; }

    public EngineOptions Options { get; }

    public ClusterOptions Times { get; } = new();

    public TopologyShape Shape { get; }

    public LossBound Losses { get; }

    public List<SimulatedWorker> Workers { get; } = [];

    public SimulatedWorker? Leader => Workers.FirstOrDefault(w => w.IsAlive && w.State.IsLeading);

    public IReadOnlyList<SimulatedWorker> Alive => [.. Workers.Where(w => w.IsAlive)];

    public ClusterFacts Facts => Store.ReadFactsAsync(default).Result;

    public ClusterStatus Status => Store.ReadStatusAsync(default).Result;

    /// <summary>Whether everything that is planned runs, and all workers run the current plan.</summary>
    public bool IsSettled
        => Facts.Plan is { } plan
            && Alive.Where(w => plan.Workers.Any(p => p.Id == w.State.Id)).All(
                w => !w.Process.IsStopped && w.State.Phase == WorkerPhase.Holding && w.Engine.Report.Applied == plan.Token.Generation)
            && PlanTasks.Of(plan).Where(t => !t.Task.HasEnded).All(t => Alive.Any(w => w.State.Id == t.Task.Worker));

    public SimulatedWorker Start(string? host = null)
    {
        var worker = new SimulatedWorker(this, $"w{++_started}", host ?? $"h{_started}");
        Workers.Add(worker);
        worker.Begin(Facts.Run!.Id);
        return worker;
    }

    public SimulatedCluster Start(int workers)
    {
        for (int i = 0; i < workers; i++)
        {
            Start();
        }

        return this;
    }

    /// <summary>A worker's call of the store of checkpoints, of the board, or of where sinks write, was carried out.</summary>
    public void Carried(string what, SimulatedWorker worker)
    {
        Commits.Look(what);
        Moments.Look(what, worker);
    }

    public void Advance(TimeSpan time) => Simulator.Advance(time);

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> condition, string what, double seconds = 30)
    {
        if (!Simulator.RunUntil(condition, TimeSpan.FromSeconds(seconds)))
        {
            throw new SimulationException($"Did not happen in {seconds} simulated seconds: {what}.", this);
        }
    }

    /// <summary>The topology comes further, all of it.</summary>
    public void UntilProgress(double seconds = 30)
    {
        IReadOnlyList<long> before = Ghost.Progress;
        Until(() => Ghost.Progress.Zip(before).All(p => p.First > p.Second), "every part comes further", seconds);
    }

    /// <param name="problem">What is wrong, or null.</param>
    public void Fail(string? problem)
    {
        if (problem is not null)
        {
            throw new SimulationException(problem, this);
        }
    }

    /// <summary>All that is left of the run before is what the store of checkpoints has: another one goes on from there.</summary>
    public void BeginRun()
    {
        string? before = Facts.Run?.Id;
        var run = new RunRecord { Id = $"run{++_runs}", Owner = "test", Schema = 1 };
        Assert.Equal(run, Store.BeginAsync(run, new DesiredState(), before, default).Result);
        Checker.Forget(null);
    }

    public void Logged(EventId what)
    {
        if (what.Id == LateEpochEvent)
        {
            Faults.Add(Fault.LateEpoch);
        }
    }

    /// <summary>What a replica has that gets nothing any more from now on.</summary>
    public StoreCopy Remember() => new(Simulator.Now, Store.Look(d => d.Copy()), Checkpoints.Copy(), Ghost.Remember());

    /// <summary>The store loses what was written last: its server came back without, or another one that lagged took its place.</summary>
    /// <param name="time">How far it goes back, at least.</param>
    /// <returns>Whether there is anything as old.</returns>
    public bool GoBack(TimeSpan time)
    {
        if (_copies.LastOrDefault(c => c.At <= Simulator.Now - time) is { } copy)
        {
            GoBack(copy);
            return true;
        }

        return false;
    }

    /// <summary>A replica takes the store's place.</summary>
    public void GoBack(StoreCopy copy)
    {
        Simulator.Note("store", $"loses what was written since {copy.At}");
        Store.Look(d =>
        {
            d.GoBackTo(copy.Data);
            return true;
        });
        Checkpoints.GoBackTo(copy.Checkpoints);
        copy.GoBackOutside();
        _copies.RemoveAll(c => c.At > copy.At);
        Checker.Forget(copy.Data.Register, copy.Data.Leases.Values);
        Commits.Forget();
        Ghost.HasForgotten = true;
    }

    public void Change(Func<DesiredState, DesiredState> change)
    {
        DesiredState desired = Facts.Desired;
        Simulator.Note("operator", "changes what is desired");
        Assert.True(Store.ChangeDesiredAsync(Facts.Run!.Id, change(desired) with { Version = desired.Version + 1 }, default).Result);
    }

    /// <summary>As a supervisor does that saw a child's exit.</summary>
    public void Evict(SimulatedWorker worker) => Store.EvictAsync(Facts.Run!.Id, worker.State.Id, null, null, default).Wait();

    /// <summary>Lets go of what the engines have of the process they run in.</summary>
    public void Dispose() => Workers.ForEach(w => w.Dispose());

    /// <param name="worker">Whose components they are for; null for components that never run.</param>
    public ServiceProvider ServicesOf(SimulatedWorker? worker)
    {
        var services = new ServiceCollection();
        Ghost.AddServices(services, worker?.Process ?? _nowhere, worker?.SinkConnection);
        return services.BuildServiceProvider();
    }

    public override string ToString()
        => $"{string.Join("; ", Workers)}; leader {Facts.Leader}, register {Facts.Register}, plan "
            + (Facts.Plan is { } plan ? $"{plan.Mode} {string.Join(' ', PlanTasks.Of(plan).Select(t => $"{t.Id}@{t.Task.Worker}"))}" : "none")
            + $"\n{Simulator}";

    /// <summary>To be called before anything is to be lost: begins to remember what could come back.</summary>
    public void KeepCopies()
    {
        _copies.RemoveAll(c => c.At < Simulator.Now - TimeSpan.FromSeconds(5));
        _copies.Add(Remember());
        Simulator.Add(new SimulatedEvent(null, "copy", EventKind.Pool, KeepCopies), CopyInterval);
    }
}
