namespace TopoGen.Runtime;

/// <summary>
/// Gathers the commands of an <see cref="ImmediateSink{T}"/>, and hands them over when there are many, when the executor has nothing else to do, or after
/// 10 ms.
/// </summary>
internal sealed class ImmediateOutput<T> : Output<T>, ICommandOutput
{
    /// <summary>So many are handed over at a time, so that a lock for each batch costs nothing for each command.</summary>
    private const int BatchSize = 256;

    /// <summary>So many may wait for the sink until nothing more is taken in.</summary>
    private const int MostUnderWay = 4096;

    private readonly Executor _executor;
    private readonly Action<List<T>> _handOver;
    private readonly List<T> _gathered = new(BatchSize);
    private readonly long _linger;
    private long _since;
    private PaddedCounter _sent;

    /// <param name="cell">The task.</param>
    /// <param name="handOver">Takes what was gathered; the list is used again.</param>
    public ImmediateOutput(TaskCell cell, Action<List<T>> handOver)
    {
        _executor = cell.Executor;
        _handOver = handOver;
        _linger = _executor.Clock.TimestampFrequency / 100;
        int outbox = cell.Host.Options.OutboxLimit;
        Room = new CommandRoom(cell, MostUnderWay, Math.Max(outbox, 2 * MostUnderWay), "its sink");
        Port = cell.Host.IsJournaling ? new HeldOutput<T>(this, cell.Executor.Journal, outbox) : this;
    }

    public OutputPort Port { get; }

    public CommandRoom Room { get; }

    public bool HasOverflow => Room.IsFull;

    public bool HasRoom => Room.HasRoom;

    internal override long Sent => _sent.Value;

    internal override long Transferred => _sent.Value;

    public override void Send(scoped in T command)
    {
        _gathered.Add(command);
        _sent.Value++;
        if (_gathered.Count == BatchSize)
        {
            FlushAll();
        }
    }

    public void Attach(Gate gate) => Room.Attach(gate);

    public void Detach(Gate gate) => Room.Detach(gate);

    public bool DrainOverflow() => Room.Drain();

    public void Flush()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        if (_since == 0)
        {
            _since = _executor.Now;
        }
        else if (_executor.Now - _since > _linger)
        {
            FlushAll();
        }
    }

    public void FlushAll()
    {
        _since = 0;
        int count = _gathered.Count;
        if (count > 0)
        {
            _handOver(_gathered);
            _gathered.Clear();
            Room.Enter(count);
        }
    }

    /// <summary>The barrier comes with <see cref="TaskSink.Take"/>, and an end with <see cref="TaskSink.SettleAsync"/>.</summary>
    internal override void Control(ControlSignal signal)
    {
    }
}
