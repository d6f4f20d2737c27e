namespace TopoGen.Tests;

/// <summary>Applies commands to memory.</summary>
internal sealed class InMemorySink<TCommand> : ISink<TCommand>, IDisposable
{
    private readonly SinkMemory<TCommand> _memory;
    private int _calls;

    public InMemorySink(SinkMemory<TCommand> memory)
    {
        _memory = memory;
        memory.Opened();
    }

    public ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
    {
        _memory.BeforeRead?.Invoke(task);
        return new(_memory.StampOf(task));
    }

    public async ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<TCommand> commands, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _calls) != 1)
        {
            throw new TopologyInputException("A sink was called twice at a time.");
        }

        try
        {
            await Task.Yield();
            _memory.Apply(task, expected, stamp, commands);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    public void Dispose() => _memory.Closed();
}
