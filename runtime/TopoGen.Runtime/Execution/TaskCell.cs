using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>The engine's record of one task: where it runs, what it is linked to, how it fares.</summary>
internal sealed partial class TaskCell(TaskHost host, ComponentDefinition definition, TaskId id, int parallelism, Executor executor)
    : TaskContext, IMessageReports
{
    private ImmutableArray<OutputPort> _outputs = [];
    private ImmutableArray<IChannelInput> _inputs = [];
    private ImmutableArray<RingChannel> _queues = [];
    private readonly Dictionary<(int Subscription, int Producer), ChannelSlot> _plannedSlots = [];
    private readonly Dictionary<ChannelId, OutputPort> _discards = [];
    private Dictionary<(int Subscription, int Producer), ChannelSlot> _slots = [];
    private ISwitchPort?[]? _switches;
    private Output<FailedTuple>? _errors;
    private int _openSlots;
    private long _emittedBefore;
    private long _transferredBefore;
    private long _executedBefore;
    private long _sampled;
    private long _sampledTicks;

    public override string Topology => host.Definition.Name;

    public override string Component => definition.Name;

    public override int Index => id.Index;

    public override int Parallelism => parallelism;

    public override TimeProvider Time => host.Time;

    public override CancellationToken Stopping => host.Stopping;

    public TaskHost Host => host;

    public TaskId Id => id;

    public ComponentDefinition Definition => definition;

    public Executor Executor => executor;

    /// <summary>The generated half; set when the component is built.</summary>
    public ComponentTask Task { get; private set; } = null!;

    /// <summary>The calls under way, for an asynchronous bolt.</summary>
    public AsyncCalls? Calls { get; private set; }

    /// <summary>The rings and links this task writes to, and the tasks it calls directly: what a <see cref="Gate"/> follows.</summary>
    public IReadOnlyList<IChannelProducer> Channels { get; private set; } = [];

    /// <inheritdoc cref="Channels"/>
    public IReadOnlyList<TaskCell> Fused { get; private set; } = [];

    /// <summary>The rings this task reads. Any thread.</summary>
    public ImmutableArray<RingChannel> Queues => _queues;

    /// <summary>For a spout: the unit that polls it.</summary>
    public IPolled? Polled { get; set; }

    /// <summary>For a spout that names its messages, where they are tracked: those that are not complete.</summary>
    public Ledger? Ledger { get; private set; }

    /// <summary>The same until the task has ended: then nothing can be emitted that belongs to a message.</summary>
    public Ledger? OpenLedger => IsFinished ? null : Ledger;

    /// <summary>For a bolt: the ways to the ledgers of the messages that its tuples belong to.</summary>
    public LedgerPorts Ledgers { get; } = new();

    /// <summary>Anchors of handlers that ack by hand, for use again.</summary>
    public Stack<ManualScope> Anchors { get; } = new();

    /// <summary>For a spout with a position in a cluster: how far it may go.</summary>
    public SpoutReservation? Reservation { get; set; }

    /// <summary>Whether its outputs were planned once. The planning thread only, as the three that follow.</summary>
    public bool IsLinked { get; set; }

    /// <summary>The ports its outputs lead to under the last plan, and whether tuples go there or its end alone.</summary>
    public IReadOnlyList<(OutputPort Port, bool IsNear)> Targets { get; set; } = [];

    /// <summary>The receiving ends of its channels under the last plan.</summary>
    public ImmutableArray<IChannelInput> PlannedInputs { get; set; } = [];

    /// <summary>Whether its channels were planned once.</summary>
    public bool IsReceiving { get; set; }

    public bool AllChannelsClosed => _openSlots == 0;

    /// <summary>Channels that may still deliver something.</summary>
    public int OpenSlots => _openSlots;

    public IEnumerable<ChannelSlot> Slots => _slots.Values;

    /// <summary>What the task keeps, with its part in the topology's checkpoints; null where there are none.</summary>
    public TaskCheckpoint? Checkpoint { get; private set; }

    /// <summary>For a sink: what it writes to, and what applies that. Null for others.</summary>
    public TaskSink? Sink { get; private set; }

    /// <summary>How it comes to the cut of each epoch; null where there are none.</summary>
    public EpochCut? Cut { get; private set; }

    /// <summary>How it ended: null while it runs. Any thread.</summary>
    public ControlSignal? Ended { get; private set; }

    public bool IsFinished => Ended is not null;

    /// <summary>
    /// Whether nothing follows any more from it, because its input was over: a spout that was not told of all its messages gives them again where it is placed anew.
    /// </summary>
    public bool IsDone => Ended == ControlSignal.End && Ledger is not { IsEmpty: false };

    /// <summary>Whether one of its producers was told to stop, so that its input is not over.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Whether it had ended in the epoch from which it was restored: it only says so again.</summary>
    public bool HadEnded { get; set; }

    /// <summary>The number of the committed epoch from which it was restored; null where it began anew.</summary>
    public long? RestoredFrom { get; set; }

    /// <summary>Whether its executor has taken it over, and will close it.</summary>
    public bool IsPlaced { get; set; }

    public bool IsOpened { get; set; }

    /// <summary>All of them. Allocates nothing: an idle spout asks for it often.</summary>
    public long Emitted
    {
        get
        {
            long sent = _emittedBefore;
            foreach (OutputPort output in _outputs)
            {
                sent += output.Sent;
            }

            return sent;
        }
    }

    public long Executed => Polled?.Called ?? (_executedBefore + _inputs.Sum(p => p.Executed));

    /// <summary>All of them. Any thread; may lag.</summary>
    public TaskCounters Counters => new(
        Emitted,
        _transferredBefore + _outputs.Sum(p => p.Transferred),
        Executed,
        Volatile.Read(ref _failed),
        Volatile.Read(ref _sampled),
        Volatile.Read(ref _sampledTicks));

    public override int ParallelismOf(string component) => host.Graph.Plan.ParallelismOf(Topology, component);

    public override string ToString() => $"{Component}[{Index}]";

    /// <summary>Builds the user's component, or takes a standby's.</summary>
    /// <exception cref="TopologyInputException">It cannot use what it was given, or a service is missing.</exception>
    /// <exception cref="TopologyFailedException">Its constructor threw.</exception>
    public void Create(IServiceProvider services, StandbyTask? standby = null)
    {
        try
        {
            Task = standby?.Task ?? definition.CreateTask(services);
        }
        catch (Exception exception)
        {
            throw Failure("constructor", exception);
        }

        Task.Cell = this;
        Calls = Task is AsyncBoltTask bolt ? new AsyncCalls(this, bolt) : null;
        if (host.Epochs is { } epochs)
        {
            Checkpoint = standby?.Checkpoint ?? new TaskCheckpoint(id, parallelism, new TaskState(Task, definition, host.Definition.KeyGroups, host.Time));
            Cut = new EpochCut(this, epochs, epochs.Line, host.Definition.Delivery == Delivery.ExactlyOnce);
        }

        Sink = TaskSink.Create(this, services);
        AttachToJournal();
        Ledger = host.IsTracking ? Task.CreateLedger(host.LedgerOf(id)) : null;
    }

    /// <summary>Tells it of a committed epoch. Executor's thread.</summary>
    public void Committed(long epoch)
    {
        try
        {
            Task.Committed(epoch);
        }
        catch (Exception exception)
        {
            HookFailed("OnCommit", exception);
        }
    }

    /// <summary>Runs the close hook where the task was opened, and disposes of the component.</summary>
    public void Close()
    {
        try
        {
            Sink?.Close();
            if (IsOpened)
            {
                Task.Close();
            }
        }
        finally
        {
            Task.Dispose(host.Threads);
        }
    }

    /// <summary>Connects the outputs, at the start or anew; counters go on. Executor's thread.</summary>
    /// <param name="links">The ports, and what lies behind them.</param>
    public void Link(TaskLinks links)
    {
        long emitted = Emitted;
        long transferred = _outputs.Sum(p => p.Transferred);
        Channels = links.Channels;
        Fused = links.Fused;
        Ledgers.Connect(links.Ledgers);
        if (!IsFinished)
        {
            for (int output = 0; output < links.Ports.Length; output++)
            {
                definition.Outputs[output].Share(links.Ports[output]);
                Connect(output, links.Ports[output]);
            }

            _outputs = links.Ports;
            _emittedBefore += emitted - Emitted;
            _transferredBefore += transferred - _outputs.Sum(p => p.Transferred);
        }

        if (Ended is { } signal)
        {
            // Consumers that were placed after its end learn of it like all others.
            foreach (OutputPort port in links.Added)
            {
                port.Control(signal);
            }
        }
    }

    /// <summary>Takes the receiving ends of its channels, at the start or anew; counters go on. Executor's thread.</summary>
    public void Receive(TaskInputs inputs)
    {
        long executed = _executedBefore + _inputs.Sum(p => p.Executed);
        _inputs = inputs.Inputs;
        _queues = inputs.Queues;
        _executedBefore += executed - (_executedBefore + _inputs.Sum(p => p.Executed));
        _slots = inputs.Slots;
        _openSlots = _slots.Values.Count(s => !s.IsClosed);
        foreach ((int Subscription, int Producer) slot in inputs.Closed)
        {
            _slots[slot].Receive(inputs.ClosedBy);
        }
    }

    /// <summary>The slot of a producing task under a subscription, made when first asked for.</summary>
    public ChannelSlot PlannedSlot(int subscription, int producer)
    {
        if (!_plannedSlots.TryGetValue((subscription, producer), out ChannelSlot? slot))
        {
            _plannedSlots.Add((subscription, producer), slot = new ChannelSlot(this));
        }

        return slot;
    }

    /// <summary>The port to a consumer that has ended: the same one at each call.</summary>
    public OutputPort Discard(ChannelId channel, Carrier carrier)
    {
        if (!_discards.TryGetValue(channel, out OutputPort? port))
        {
            _discards.Add(channel, port = carrier.Before(this, carrier.CreateDiscard()));
        }

        return port;
    }

    public long Timestamp() => host.Time.GetTimestamp();

    public void AddSample(long begun)
    {
        Volatile.Write(ref _sampledTicks, _sampledTicks + (Timestamp() - begun));
        Volatile.Write(ref _sampled, _sampled + 1);
    }

    /// <summary>Gives an output its port. What an asynchronous task's calls in flight hold on to is a switch in front of it.</summary>
    private void Connect(int output, OutputPort port)
    {
        port = host.Tap?.Invoke(this, output, port) ?? port;
        if (output == definition.ErrorOutput)
        {
            _errors = (Output<FailedTuple>)port;
            return;
        }

        if (host.IsDynamic && (Task is AsyncBoltTask or AsyncSpoutTask))
        {
            _switches ??= new ISwitchPort?[definition.Outputs.Length];
            if (_switches[output] is { } known)
            {
                known.SwitchTo(port);
                return;
            }

            port = definition.Outputs[output].CreateSwitch(port);
            _switches[output] = (ISwitchPort)port;
        }

        Task.Link(output, port);
    }
}
