using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Several workers' engines in this process, linked by memory, and the plans that the test gives them.</summary>
internal sealed class Workers : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, WorkerEngine> _engines = [];
    private readonly ImmutableArray<ComponentDefinition> _components;
    private ClusterPlan? _plan;

    public Workers(TopologyDefinition definition, EngineOptions options, int count, ICoordinationStore store, int window = 1 << 20, params ReadOnlySpan<object> services)
    {
        var collection = new ServiceCollection();
        foreach (object service in services)
        {
            collection.AddSingleton(service.GetType(), service);
        }

        _services = collection.BuildServiceProvider();
        _options = options;
        _components = PlanValidation.Sort(definition);
        var network = new MemoryNetwork(window);
        for (int i = 0; i < count; i++)
        {
            _engines.Add(
                $"w{i}", new WorkerEngine(definition, options, _services, Log, TimeProvider.System, null, network.Join(), store));
        }
    }

    public CapturedLog Log { get; } = new();

    public WorkerEngine this[string worker] => _engines[worker];

    /// <summary>The workers that are alive.</summary>
    public HashSet<string> Alive { get; private set; } = [];

    public Dictionary<TaskId, bool> Ended { get; } = [];

    public IEnumerable<WorkerEngine> Engines => Alive.Select(w => _engines[w]);

    /// <summary>Whether every task of the current plan has ended.</summary>
    public bool IsOver
    {
        get
        {
            CollectEnded();
            return _plan!.Components.All(c => Enumerable.Range(0, c.Tasks.Length).All(t => Ended.ContainsKey(new TaskId(c.Component, t, c.Tasks[t].Incarnation))));
        }
    }

    /// <summary>
    /// Whether nothing is on its way: two readings in a row agree (Mattern 1987). One alone may count the sending of a tuple late and the
    /// handling of another early.
    /// </summary>
    public bool IsQuiet
    {
        get
        {
            WorkerReport[] first = [.. Engines.Select(e => e.Report)];
            WorkerReport[] second = [.. Engines.Select(e => e.Report)];
            return first.SequenceEqual(second)
                && first.All(r => r.Pending == 0)
                && first.Sum(r => r.Sent) == first.Sum(r => r.Received);
        }
    }

    /// <summary>Publishes the next plan and waits until all workers run it. Tasks keep their incarnation where their worker stays.</summary>
    /// <param name="place">The worker of each task.</param>
    /// <param name="mode">What they are to do.</param>
    /// <param name="names">The ids of workers that have another one than they began with.</param>
    public async Task Apply(
        Func<string, int, string> place, PlanMode mode = PlanMode.Active, Dictionary<string, string>? names = null)
    {
        string Id(string worker) => names?.GetValueOrDefault(worker) ?? worker;
        CollectEnded();
        long generation = (_plan?.Token.Generation ?? 0) + 1;
        _plan = new ClusterPlan
        {
            Token = new FencingToken(generation, (ulong)generation),
            Run = "run",
            Mode = mode,
            Workers = [.. Alive.Order().Select(w => Info(Id(w)))],
            Components =
            [
                .. _components.Select((c, at) => new PlannedTasks(
                    c.Name, [.. Enumerable.Range(0, _options.Components.TryGetValue(c.Name, out int tasks) ? tasks : c.Parallelism).Select(t => Place(c.Name, t, place, generation))])),
            ],
        };
        await Task.WhenAll(Alive.Select(w => _engines[w].ApplyAsync(_plan, Id(w), CancellationToken.None))).WaitAsync(Deadline.Limit);
    }

    public void Start(int count) => Alive = [.. _engines.Keys.Take(count)];

    /// <summary>A worker is gone: it does nothing any more, and nobody hears of it.</summary>
    public void Kill(string worker)
    {
        CollectEnded();
        _engines[worker].Suspend();
        Alive.Remove(worker);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerEngine engine in _engines.Values)
        {
            await engine.StopAsync().WaitAsync(Deadline.Limit);
            engine.Dispose();
        }

        await _services.DisposeAsync();
    }

    private PlannedTask Place(string component, int task, Func<string, int, string> place, long generation)
    {
        PlannedTask? before = _plan?.Components.First(c => c.Component == component).Tasks[task];
        if (before is not null && Ended.ContainsKey(new TaskId(component, task, before.Incarnation)))
        {
            return before with { HasEnded = true };
        }

        string worker = place(component, task);
        return before?.Worker == worker ? before : new PlannedTask(worker, generation);
    }

    private void CollectEnded()
    {
        foreach (WorkerEngine engine in Engines)
        {
            foreach ((TaskId task, bool inputOver) in engine.TakeEnded())
            {
                Ended[task] = inputOver;
            }
        }
    }

    private static WorkerInfo Info(string worker) => new() { Id = worker, Process = worker, Name = worker, Host = "host", ProcessId = 1 };
}
