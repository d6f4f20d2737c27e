using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>A process with one worker: the real engine and the real coordination, as a host puts them together.</summary>
internal sealed class SimulatedWorker : IDisposable
{
    private readonly CancellationTokenSource _leave = new();
    private readonly ServiceProvider _services;
    private Task<RunEnd?> _run = new TaskCompletionSource<RunEnd?>().Task;

    /// <param name="cluster">Where it belongs.</param>
    /// <param name="name">Its name.</param>
    /// <param name="host">The machine.</param>
    public SimulatedWorker(SimulatedCluster cluster, string name, string host)
    {
        Name = name;
        Host = host;
        Process = new SimulatedProcess(cluster.Simulator, name);
        Node = cluster.Network.Join(Process);
        StoreConnection = new StoreConnection(Process, cluster.Server, SimulatedCoordinationStore.Failure);
        BlobConnection = new StoreConnection(Process, cluster.Server, SimulatedCheckpointStore.Failure) { Done = what => cluster.Carried(what, this) };
        SinkConnection = new StoreConnection(Process, cluster.OutsideServer, static reason => new IOException($"The simulation says: {reason}."))
        {
            Done = what => cluster.Carried(what, this),
        };
        foreach (StoreConnection connection in Connections)
        {
            connection.Sender = () => State.Id;
            connection.CameLate = sender =>
            {
                if (Process.IsDead || !cluster.Store.Look(d => d.Leases.ContainsKey(sender)))
                {
                    cluster.Faults.Add(Fault.LateCall);
                }
            };
        }

        var store = new SimulatedCoordinationStore(cluster.Store, StoreConnection);
        EpochServices? epochs = cluster.Definition.KeepsEpochs
            ? new EpochServices(
                new SimulatedCheckpointStore(cluster.Checkpoints, BlobConnection), new SimulatedEpochBoard(cluster.Store, BlobConnection), cluster.EpochInterval)
            : null;
        var log = new TraceLog(Process) { Written = cluster.Logged };
        _services = cluster.ServicesOf(this);
        Engine = new WorkerEngine(
            cluster.Definition, cluster.Options, _services, log, Process.Clock, null, Node, store, epochs, Process.Threads);
        SeededRandom random = cluster.Simulator.Random.Fork();
        Worker = new ClusterWorker(store, Engine, cluster.Shape, Identity, cluster.Times, Process.Clock, log)
        {
            Start = Process.Threads.Run,
            Nonce = random.NextWord,
            Losses = cluster.Losses,
            Epochs = epochs,
        };

        WorkerInfo Identity() => new()
        {
            Id = $"{random.NextWord():x16}",
            Process = name,
            Name = name,
            Host = host,
            ProcessId = 1,
            Socket = $"/run/{name}",
            Slots = 1,
            Started = Process.Clock.GetUtcNow(),
        };
    }

    public string Name { get; }

    public string Host { get; }

    public SimulatedProcess Process { get; }

    public SimulatedNode Node { get; }

    public StoreConnection StoreConnection { get; }

    /// <summary>Epochs have one of their own, so that no upload delays a lease.</summary>
    public StoreConnection BlobConnection { get; }

    /// <summary>Its way to where sinks write.</summary>
    public StoreConnection SinkConnection { get; }

    public IReadOnlyList<StoreConnection> Connections => [StoreConnection, BlobConnection, SinkConnection];

    public WorkerEngine Engine { get; }

    public ClusterWorker Worker { get; }

    public bool IsLeaving { get; private set; }

    /// <summary>Whether anything of it may still happen.</summary>
    public bool IsAlive => !Process.IsDead && !IsOver;

    /// <summary>Whether it has left the run, or the run is over.</summary>
    public bool IsOver => _run.IsCompleted;

    public RunEnd? End => _run.IsCompletedSuccessfully ? _run.Result : null;

    public WorkerState State => Worker.State;

    public void Begin(string run) => Process.Threads.Queue(() => _run = Worker.RunAsync(run, _leave.Token));

    public void Leave()
    {
        IsLeaving = true;
        Process.Simulator.Note(Name, "is told to leave");
        Process.Threads.Queue(_leave.Cancel);
    }

    public void Dispose()
    {
        Engine.Dispose();
        _services.Dispose();
        _leave.Dispose();
    }

    public override string ToString()
        => $"{Name} ({State.Id}, {State.Phase}{(State.IsLeading ? ", leads" : "")}{(Process.IsDead ? ", dead" : Process.IsStopped ? ", stopped" : "")}, plan {State.Plan.Generation}, applied {Engine.Report.Applied})";
}
