namespace TopoGen.Tests;

/// <summary>What lies behind sinks in memory: it outlives them, as a database would.</summary>
internal sealed class SinkMemory<TCommand>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SinkTask, SinkStamp> _stamps = [];
    private readonly List<(SinkTask Task, SinkStamp Stamp, TCommand Command)> _applied = [];
    private int _open;

    /// <summary>Called before a chunk is applied; what it throws keeps the chunk from that.</summary>
    public Action<SinkTask, SinkStamp>? Before { get; set; }

    /// <summary>Called when a chunk is applied; what it throws keeps the caller from knowing.</summary>
    public Action<SinkTask, SinkStamp>? After { get; set; }

    /// <summary>Called before a stamp is read; what it throws is what the reader gets.</summary>
    public Action<SinkTask>? BeforeRead { get; set; }

    /// <summary>Everything that was applied, in order.</summary>
    public IReadOnlyList<(SinkTask Task, SinkStamp Stamp, TCommand Command)> Applied
    {
        get
        {
            lock (_lock)
            {
                return [.. _applied];
            }
        }
    }

    /// <summary>Sinks that were made and not disposed of.</summary>
    public int Open => Volatile.Read(ref _open);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    public SinkStamp? StampOf(SinkTask task)
    {
        lock (_lock)
        {
            return _stamps.TryGetValue(task, out SinkStamp stamp) ? stamp : null;
        }
    }

    public void Apply(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<TCommand> commands)
    {
        Before?.Invoke(task, stamp);
        lock (_lock)
        {
            if (stamp.IsNext(task, expected, StampOf(task)))
            {
                _applied.AddRange(commands.Select(c => (task, stamp, c)));
                _stamps[task] = stamp;
            }
        }

        After?.Invoke(task, stamp);
    }
}
