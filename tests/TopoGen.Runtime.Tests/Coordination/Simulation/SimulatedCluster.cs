using Microsoft.Extensions.Logging;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Runtime.Tests.Planning;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>
/// Workers of one run, all in one thread, on clocks that only this moves. What must always hold is checked at every accepted write
/// and after every step.
/// </summary>
internal sealed class SimulatedCluster
{
    public const string RunId = "run";

    /// <summary>The seed of tests that need no certain one.</summary>
    public const int Seed = 4711;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private readonly InMemoryCoordinationStore _store = new();
    private readonly PlanChecker _checker;
    private readonly Random _random;
    private readonly CapturedLog _log = new();
    private int _started;

    public SimulatedCluster(int seed, DesiredState? desired = null, TopologyShape? shape = null)
    {
        _random = new Random(seed);
        Shape = shape ?? WordCount();
        _checker = new PlanChecker(Shape, Options.LeaseTime, () => Elapsed);
        _store.Changed = _checker.Check;
        Assert.True(_store.BeginAsync(
            new RunRecord { Id = RunId, Owner = "test", Schema = 1 }, desired ?? new DesiredState(), null, default).IsCompletedSuccessfully);
    }

    public TopologyShape Shape { get; }

    public ClusterOptions Options { get; } = new();

    public List<SimulatedWorker> Workers { get; } = [];

    public IReadOnlyList<SimulatedWorker> Alive => [.. Workers.Where(w => w.IsAlive)];

    public TimeSpan Elapsed { get; private set; }

    public CapturedLog Log => _log;

    public InMemoryCoordinationStore Store => _store;

    public PlanChecker Checker => _checker;

    public ClusterFacts Facts => _store.ReadFactsAsync(default).Result;

    public ClusterStatus Status => _store.ReadStatusAsync(default).Result;

    public ClusterPlan Plan => Facts.Plan ?? throw new InvalidOperationException("There is no plan yet.");

    public SimulatedWorker Leader => Alive.Single(w => w.State.IsLeading && w.State.Id == Facts.Leader.Holder);

    public static TopologyShape WordCount()
        => new(Definitions.Topology(
            Definitions.Spout("Lines"),
            Definitions.Bolt("Split", 2, Definitions.From("Lines")),
            Definitions.Bolt("Tally", 4, Definitions.From("Split", Definitions.ByValue())),
            Definitions.Bolt("Report", Definitions.From("Tally", Grouping.Global<DagTuple>()))));

    /// <summary>Runs a simulation on a thread without a context of its own, so that everything happens where the clocks are moved.</summary>
    public static void Simulate(Action body)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>A cluster of so many workers that have run their first plan for a while.</summary>
    public static SimulatedCluster Running(int workers, int seed = Seed)
    {
        var cluster = new SimulatedCluster(seed);
        for (int i = 0; i < workers; i++)
        {
            cluster.Start();
        }

        cluster.Settle();
        cluster.Advance(TimeSpan.FromSeconds(5));
        return cluster;
    }

    public SimulatedWorker Start(string host = "h1", int slots = 1)
    {
        var worker = new SimulatedWorker(++_started, host, slots, _store, Shape, Options, _random, _log);
        Workers.Add(worker);
        worker.Begin(RunId);
        return worker;
    }

    /// <summary>Lets time pass, in ticks; in each the workers go in random order.</summary>
    public void Advance(TimeSpan time)
    {
        for (TimeSpan end = Elapsed + time; Elapsed < end;)
        {
            Elapsed += Tick;
            SimulatedWorker[] order = [.. Workers];
            _random.Shuffle(order);
            foreach (SimulatedWorker worker in order)
            {
                worker.Advance(Tick);
            }

            CheckWorkers();
        }
    }

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> condition, string what, double seconds = 30)
    {
        for (TimeSpan end = Elapsed + TimeSpan.FromSeconds(seconds); !condition();)
        {
            Assert.True(Elapsed < end, $"Did not happen in {seconds} simulated seconds: {what}. {this}");
            Advance(Tick);
        }
    }

    /// <summary>Every task that has not ended runs, and every worker that lives has the current plan.</summary>
    public bool IsSettled()
        => Facts.Plan is { } plan
            && PlanTasks.Of(plan).Where(t => !t.Task.HasEnded).All(
                t => Alive.Any(w => !w.IsStopped
                    && w.State.Id == t.Task.Worker
                    && w.Engine is { IsSuspended: false }
                    && w.Engine.Tasks.Contains(t.Id)))
            && Alive.Where(w => !w.IsStopped).All(w => w.State.Phase == WorkerPhase.Holding && w.Engine.Plan?.Token == plan.Token);

    public void Settle(double seconds = 30) => Until(IsSettled, "every task runs", seconds);

    public void Change(Func<DesiredState, DesiredState> change)
    {
        DesiredState desired = Facts.Desired;
        Assert.True(_store.ChangeDesiredAsync(RunId, change(desired) with { Version = desired.Version + 1 }, default).Result);
    }

    /// <summary>As a supervisor does that saw a child's exit.</summary>
    public void Evict(SimulatedWorker worker) => _store.EvictAsync(RunId, worker.State.Id, null, null, default).Wait();

    public override string ToString()
        => $"At {Elapsed}: {string.Join("; ", Workers)}; leader {Facts.Leader}, register {Facts.Register}, plan "
            + (Facts.Plan is { } plan ? string.Join(' ', PlanTasks.Of(plan).Select(t => $"{t.Id}@{t.Task.Worker}")) : "none")
            + $"\n{string.Join('\n', _log.Messages.TakeLast(40))}";

    private void CheckWorkers()
    {
        Assert.True(_checker.Failure is null, $"{_checker.Failure?.Message} {this}");

        // A period of the deadline's timer may pass before it is seen, and a tick of the simulation.
        TimeSpan latest = Options.SuspendAfter + (Options.RenewInterval / 5) + Tick;
        foreach (SimulatedWorker worker in Alive.Where(w => !w.IsStopped))
        {
            bool isLate = worker.State.Phase != WorkerPhase.Joining && worker.Now - worker.State.Renewed > latest;
            Assert.True(
                !isLate || worker.Engine.IsSuspended || worker.Engine.Plan is null, $"{worker} works though it has not renewed its lease. {this}");
        }

        IGrouping<TaskId, (TaskId Task, SimulatedWorker Worker)>? twice = Workers
            .SelectMany(w => w.Engine.Tasks.Select(task => (Task: task, Worker: w)))
            .GroupBy(t => t.Task)
            .FirstOrDefault(t => t.Count() > 1);
        Assert.True(twice is null, $"{twice?.Key} runs on {string.Join(" and ", twice?.Select(t => t.Worker.Name) ?? [])}. {this}");
    }
}
