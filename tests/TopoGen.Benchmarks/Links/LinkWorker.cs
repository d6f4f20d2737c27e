using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;
using TopoGen.Tests;

namespace TopoGen.Benchmarks;

/// <summary>One of two workers of which each runs the tasks that it is given: engine and links alone, without coordination.</summary>
internal sealed class LinkWorker : IAsyncDisposable
{
    private const ulong Schema = 1;

    private readonly TopologyDefinition _definition;
    private readonly string _id;
    private readonly ServiceProvider _services;
    private readonly LinkHub _hub;
    private readonly InMemoryCoordinationStore _store = new();
    private readonly WorkerEngine _engine;

    private LinkWorker(TopologyDefinition definition, string id, object service, LinkKind kind)
    {
        _definition = definition;
        _hub = new LinkHub(new LinkOptions { Kind = kind }, Schema, TimeProvider.System, NullLoggerFactory.Instance);
        _id = id;
        _services = new ServiceCollection().AddSingleton(service.GetType(), service).BuildServiceProvider();
        var options = new EngineOptions { Executors = 1, MaxIdleWait = TimeSpan.FromMilliseconds(1) };
        _engine = new WorkerEngine(
            definition, options, _services, NullLoggerFactory.Instance, TimeProvider.System, null, _hub, _store);
    }

    /// <typeparam name="TTopology">The topology; each component has one task.</typeparam>
    /// <param name="id">Of this worker.</param>
    /// <param name="service">For the components' constructors.</param>
    /// <param name="kind">What the other worker must use too.</param>
    public static LinkWorker Of<TTopology>(string id, object service, LinkKind kind = LinkKind.Auto)
        where TTopology : ITopology<TTopology>
        => new(TTopology.Definition, id, service, kind);

    /// <returns>The path of the socket.</returns>
    public async Task<string> ListenAsync() => (await _hub.ListenAsync(CancellationToken.None)).Socket;

    /// <param name="sockets">The workers and where they listen.</param>
    /// <param name="place">Which task of which component runs where.</param>
    /// <param name="tasks">How many tasks each has, where that is not one.</param>
    public Task StartAsync(IReadOnlyDictionary<string, string> sockets, Func<string, int, string> place, Func<string, int>? tasks = null)
    {
        var plan = new ClusterPlan
        {
            Token = new FencingToken(1, 1),
            Run = "run",
            Mode = PlanMode.Active,
            Workers =
            [
                .. sockets.Select(s => new WorkerInfo
                {
                    Id = s.Key, Process = s.Key, Name = s.Key, Host = "host", ProcessId = 1, Socket = s.Value,
                }),
            ],
            Components =
            [
                .. PlanValidation.Sort(_definition).Select(c => new PlannedTasks(
                    c.Name, [.. Enumerable.Range(0, tasks?.Invoke(c.Name) ?? 1).Select(i => new PlannedTask(place(c.Name, i), 1))])),
            ],
        };
        return _engine.ApplyAsync(plan, _id, CancellationToken.None);
    }

    /// <summary>Waits until a component's tasks in this process have ended, without a timer that would wake up beside what is measured.</summary>
    /// <param name="component">Its name.</param>
    /// <param name="tasks">How many of its tasks run here.</param>
    public async Task EndOfAsync(string component, int tasks = 1)
    {
        var news = new SemaphoreSlim(1);
        Action release = () => news.Release();
        _engine.TaskEnded += release;
        _ = _engine.Failed.ContinueWith(_ => release(), TaskScheduler.Default);
        do
        {
            await news.WaitAsync();
            if (_engine.Failed.IsCompleted)
            {
                throw await _engine.Failed;
            }
        }
        while ((tasks -= _engine.TakeEnded().Count(e => e.Task.Component == component)) > 0);
        _engine.TaskEnded -= release;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync();
        _engine.Dispose();
        await _hub.DisposeAsync();
        await _store.DisposeAsync();
        await _services.DisposeAsync();
    }
}
