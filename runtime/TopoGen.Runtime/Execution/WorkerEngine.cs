using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>Runs this worker's share of a topology, from plan to plan.</summary>
internal sealed partial class WorkerEngine : IWorkerEngine, IDisposable
{
    private readonly TopologyDefinition _definition;
    private readonly EngineOptions _options;
    private readonly ICoordinationStore _store;
    private readonly EpochServices? _epochs;
    private readonly ILinkNetwork _network;
    private readonly TaskHost _host;
    private readonly EngineMeter _meter;
    private readonly StoreRetry _retry;
    private readonly int _executors;
    private readonly ConcurrentQueue<(TaskId Task, bool InputOver)> _ended = new();
    private readonly StandbySet _standbys;
    private WorkerInfo? _self;
    private Manifest? _from;
    private long _applied;
    private long _refusedWrites;

    /// <param name="definition">The topology.</param>
    /// <param name="options">Its options; the parallelism in them is the plan's to say.</param>
    /// <param name="services">Where the components' constructors take their arguments from.</param>
    /// <param name="loggers">Where failures of components are reported.</param>
    /// <param name="time">The topology's clock.</param>
    /// <param name="meters">The scope of the meter <c>TopoGen</c>.</param>
    /// <param name="network">The links to other workers; disposed of by the caller, after this.</param>
    /// <param name="store">Where spouts reserve their positions.</param>
    /// <param name="epochs">Where epochs are kept; null where the topology has none.</param>
    /// <param name="threads">Where it runs; null for threads of the system.</param>
    public WorkerEngine(
        TopologyDefinition definition,
        EngineOptions options,
        IServiceProvider services,
        ILoggerFactory loggers,
        TimeProvider time,
        IMeterFactory? meters,
        ILinkNetwork network,
        ICoordinationStore store,
        EpochServices? epochs = null,
        EngineThreads? threads = null)
    {
        options.Validate();
        _definition = definition;
        _options = options;
        _network = network;
        _store = store;
        _epochs = epochs;
        _executors = options.Executors ?? Environment.ProcessorCount;
        _host = new TaskHost(
            definition, options, services, loggers.CreateLogger("TopoGen." + definition.Name), time, _executors, HostPlan.Empty, network, epochs?.Store, threads)
        {
            Finished = (cell, signal) =>
            {
                _ended.Enqueue((cell.Id, signal == ControlSignal.End));
                _host!.Threads.Queue(() => TaskEnded?.Invoke());
            },
        };
        _standbys = new StandbySet(_host, services);
        _retry = new StoreRetry(time, _host.Logger);
        _meter = new EngineMeter(definition.Name, _host.Graph.Snapshot, meters);
    }

    public WorkerReport Report
    {
        get
        {
            long sent = 0;
            long received = 0;
            foreach (TaskChannel channel in _host.Graph.Channels)
            {
                sent += channel.Consumer is null ? channel.Carried : 0;
                received += channel.Incoming?.Handled ?? 0;
            }

            // Last: what moved while the rest was read shows here in the next report.
            long pending = _host.Graph.Pending + (_host.IsActive ? 0 : _host.Graph.Restless);
            return new WorkerReport(Volatile.Read(ref _applied), sent, received, pending, _host.IsSuspended)
            {
                Progress = _host.Graph.Cells.Sum(c => c.Executed + c.Emitted),
            };
        }
    }

    internal TaskHost Host => _host;

    public IReadOnlyList<string> SilentPeers => _network.SilentPeers;

    /// <summary>The tasks that are here and have not ended. Any thread.</summary>
    internal IEnumerable<TaskId> Tasks => _host.Graph.Cells.Where(static c => !c.IsFinished).Select(static c => c.Id);

    /// <summary>All tasks that are here. Any thread.</summary>
    internal IEnumerable<TaskCell> Cells => _host.Graph.Cells;

    public IEpochTasks? Epochs => _host.Epochs;

    public event Action? TaskEnded;

    public Task<Exception> Failed => _host.Failed;

    public async Task ApplyAsync(ClusterPlan plan, string self, CancellationToken superseded)
    {
        HostPlan placed = Place(plan, self);
        HashSet<string> peers = placed.Peers();
        WorkerInfo? named = plan.Workers.FirstOrDefault(w => w.Id == self);
        _self = named ?? _self;
        if (_self is not null)
        {
            // To those in the plan, who is not in it is a stranger: it would dial in vain, and find them silent.
            _network.SetPeers(_self, named is null ? [] : [.. plan.Workers.Where(w => peers.Contains(w.Id))], plan.Token.Generation);
        }

        if (plan.Mode == PlanMode.Draining && !_host.IsStopping)
        {
            _host.Drain();
        }

        if (plan.Mode == PlanMode.Inactive)
        {
            _host.SetActive(false);
        }

        Restoring restoring = default;
        if (plan.Epochs is { } epochs)
        {
            if ((epochs.Lineage, epochs.Token) != _host.Epochs!.Line)
            {
                if (await FetchAsync(plan, epochs, self).ConfigureAwait(false) is not { } fetched)
                {
                    return;
                }

                restoring = fetched;
                _host.Epochs.Line = (epochs.Lineage, epochs.Token);
                _from = restoring.From?.Manifest;
            }
        }
        else
        {
            await TakeStandbysAsync(plan, self).ConfigureAwait(false);
        }

        try
        {
            Task applied = _host.Graph.ApplyAsync(
                placed,
                plan.Epochs is null ? cell => PrepareAsync(cell, plan.Run) : cell => RestoreAsync(cell, restoring),
                id => _taken.Remove((id.Component, id.Index), out StandbyTask? standby) ? standby : null);
            await (await Task.WhenAny(applied, _host.Ended).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TopologyInputException or TopologyFailedException)
        {
            // Known by Failed.
        }

        if (!_host.IsRunning || !await OpenSinksAsync(plan.Epochs is { AcceptLoss: true }, superseded).ConfigureAwait(false))
        {
            return;
        }

        _host.SetActive(plan.Mode != PlanMode.Inactive);
        SetStandbys(plan, self);
        Volatile.Write(ref _applied, plan.Token.Generation);
    }

    public void Follow(EpochId committed) => _standbys.Follow(committed);

    public void Suspend() => _host.Suspend();

    public void Resume() => _host.Resume();

    public async Task DropAsync()
    {
        if (_self is not null)
        {
            _network.SetPeers(_self, [], Volatile.Read(ref _applied));
        }

        if (_host.Epochs is { } epochs)
        {
            epochs.Line = default;
        }

        DropStandbys();
        await _host.Graph.ApplyAsync(HostPlan.Empty).ConfigureAwait(false);
        Volatile.Write(ref _applied, 0);
        _ended.Clear();
    }

    public async Task StopAsync()
    {
        if (_host.Graph.Cells.All(c => c.IsFinished))
        {
            _host.Done();
        }
        else
        {
            _host.Abort(null);
        }

        DropStandbys();
        await _host.Ended.ConfigureAwait(false);
    }

    public IReadOnlyList<(TaskId Task, bool InputOver)> TakeEnded()
    {
        var ended = new List<(TaskId Task, bool InputOver)>();
        while (_ended.TryDequeue(out (TaskId Task, bool InputOver) task))
        {
            ended.Add(task);
        }

        return ended;
    }

    public IReadOnlyList<ErrorReport> TakeErrors()
    {
        var errors = new List<ErrorReport>();
        while (_host.TryTakeReport(out (string Source, string Message) report))
        {
            errors.Add(new ErrorReport(_host.Time.GetUtcNow(), _self?.Name ?? "", report.Source, report.Message));
        }

        return errors;
    }

    public WorkerMetrics Snapshot()
        => new(_self?.Id ?? "", _host.Graph.Snapshot(), _network.RefusedFrames, Volatile.Read(ref _refusedWrites))
        {
            Standbys = _standbys.Snapshot() is { IsEmpty: false } standbys ? standbys : null,
        };

    public void Dispose()
    {
        _meter.Dispose();
        _host.Dispose();
    }

    /// <summary>The plan as this process sees it, with executors for its own tasks.</summary>
    private HostPlan Place(ClusterPlan plan, string self)
    {
        Dictionary<TaskId, int> running = _host.Graph.Cells.ToDictionary(c => c.Id, c => c.Executor.Index);
        Dictionary<string, string> hosts = plan.Workers.ToDictionary(w => w.Id, w => w.Host);
        ImmutableArray<ImmutableDictionary<int, int>> executors = LocalPlacement.Assign(
            [.. plan.Components.Select(c => Enumerable.Range(0, c.Tasks.Length).Where(t => IsHere(c, t)).ToImmutableArray())],
            (component, task) => running.TryGetValue(Id(plan.Components[component], task), out int executor) ? executor : null,
            _executors);
        return new HostPlan(
            [
                .. plan.Components.Select((component, at) => new HostComponent(
                    _definition.Components.First(d => d.Name == component.Component),
                    [
                        .. component.Tasks.Select((task, index) => new TaskPlace(
                            task.Worker,
                            hosts.GetValueOrDefault(task.Worker, ""),
                            executors[at].GetValueOrDefault(index, -1),
                            task.Incarnation,
                            task.HasEnded)),
                    ])),
            ],
            plan.Workers.Select(w => w.Id),
            self,
            _definition.Delivery);

        // An ended task stays where it ended: consumers that are placed later learn of its end from there.
        bool IsHere(PlannedTasks component, int index)
            => component.Tasks[index] is { } task && task.Worker == self && (!task.HasEnded || running.ContainsKey(Id(component, index)));

        static TaskId Id(PlannedTasks component, int index) => new(component.Component, index, component.Tasks[index].Incarnation);
    }

    /// <summary>Lets the sinks of this worker apply what the last epoch has left to them: sources are at rest until all workers have done that.</summary>
    /// <returns>Whether they have. If not, another plan will come.</returns>
    private async Task<bool> OpenSinksAsync(bool acceptLoss, CancellationToken superseded)
    {
        try
        {
            await Task.WhenAll(_host.Graph.Cells.Where(c => c.Sink is { IsOpen: false })
                .Select(c => c.Sink!.OpenAsync(_from, acceptLoss, superseded))).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or EpochLostException)
        {
            return false;
        }
        catch (Exception exception)
        {
            _host.Abort(exception);
            return false;
        }
    }

    /// <summary>Takes over the reservation of a spout with a position, and begins behind it: where nothing is given again.</summary>
    private async Task PrepareAsync(TaskCell cell, string run)
    {
        if (cell.Definition.PositionStep == 0 || _definition.Delivery != Delivery.AtMostOnce)
        {
            return;
        }

        PositionRecord? record = null;
        bool isTaken = false;
        while (!isTaken)
        {
            try
            {
                record = await _store.TakePositionAsync(run, cell.Id, _host.Stopping).ConfigureAwait(false);
                isTaken = true;
            }
            catch (CoordinationException)
            {
                // The loop that renews the lease says that the store is away; without it, nothing may begin.
                await Waiting.Delay(TimeSpan.FromMilliseconds(100), _host.Time, _host.Stopping).ConfigureAwait(false);
            }
        }

        long limit = record?.Limit ?? 0;
        if (record is not null && limit > 0)
        {
            cell.Task.Position = limit;
        }

        // Without a record a later incarnation has it: the first block is refused, and the task does nothing.
        cell.Reservation = new SpoutReservation(
            cell, _store, run, Math.Max(limit, record is null ? long.MinValue : cell.Task.Position), () => Interlocked.Increment(ref _refusedWrites));
    }
}
