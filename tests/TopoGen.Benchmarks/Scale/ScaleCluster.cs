using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime;
using TopoGen.Tests;

namespace TopoGen.Benchmarks;

/// <summary>Real coordination of so many workers on one thread, in virtual time, with engines that run nothing and a store that answers at once and counts.</summary>
internal sealed class ScaleCluster
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly InMemoryCoordinationStore _store;
    private readonly List<(FakeTimeProvider Clock, ClusterWorker Worker)> _workers = [];
    private readonly List<InMemoryCoordinationStore> _connections = [];
    private readonly Random _random = new(1);
    private TimeSpan _now;

    public ScaleCluster(int workers)
    {
        var register = new InMemoryRegister();
        var checkpoints = new InMemoryCheckpointStore(register);
        _store = new InMemoryCoordinationStore(null, register, checkpoints)
        {
            Changed = (what, _) =>
            {
                Evictions += what is "expire" or "evict" ? 1 : 0;
                Plans += what == "publish" ? 1 : 0;
            },
        };
        var topology = new ScaleTopology(workers, Delivery.ExactlyOnce);
        _ = _store.BeginAsync(new RunRecord { Id = "run", Owner = "scale", Schema = 1 }, new DesiredState { Workers = workers }, null, default);
        foreach (WorkerInfo identity in topology.Workers)
        {
            var clock = new FakeTimeProvider();
            InMemoryCoordinationStore connection = _store.Connect(clock);
            var worker = new ClusterWorker(connection, new ScaleEngine(), topology.Shape, () => identity, new ClusterOptions(), clock, NullLogger.Instance)
            {
                Start = work => work(),
                Nonce = () => (ulong)_random.NextInt64(1, long.MaxValue),
                Epochs = new EpochServices(checkpoints, connection, TimeSpan.FromSeconds(1)),
            };
            _connections.Add(connection);
            _workers.Add((clock, worker));

            // Not all at the same moment.
            clock.Advance(TimeSpan.FromMilliseconds(_random.Next(500)));
            _ = worker.RunAsync("run", CancellationToken.None);
        }
    }

    public int Evictions { get; private set; }

    public int Plans { get; private set; }

    public EpochId? Committed => _store.Look(d => d.Committed);

    public ClusterPlan? Plan => _store.Look(d => d.Plan);

    /// <summary>Whether all workers run the plan, and sources go.</summary>
    public bool IsRunning => _store.Look(d => d.Plan is { Mode: PlanMode.Active } plan && d.Leases.Values.All(l => l.Report.Applied == plan.Token.Generation));

    public Dictionary<string, long> Calls
        => _connections.SelectMany(static c => c.Calls).GroupBy(static c => c.Key, static c => c.Value).ToDictionary(static c => c.Key, static c => c.Sum());

    /// <summary>Kills one that does not lead: its clock stands still.</summary>
    public void KillOne() => _workers.RemoveAt(_workers.FindIndex(w => !w.Worker.State.IsLeading));

    /// <returns>How long it took, in virtual time.</returns>
    public TimeSpan Until(Func<bool> condition)
    {
        TimeSpan begun = _now;
        while (!condition())
        {
            if (_now - begun > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException($"It did not happen within two minutes; the plan is {Plan?.Token}, of {Plan?.Mode}.");
            }

            Step();
        }

        return _now - begun;
    }

    public void Advance(TimeSpan time)
    {
        for (TimeSpan end = _now + time; _now < end;)
        {
            Step();
        }
    }

    private void Step()
    {
        _now += Tick;
        foreach ((FakeTimeProvider clock, _) in _workers)
        {
            clock.Advance(Tick);
        }
    }
}
