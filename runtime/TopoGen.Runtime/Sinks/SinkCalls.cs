namespace TopoGen.Runtime;

/// <summary>The sink of one task, as the engine calls it.</summary>
internal abstract class SinkCalls : IAsyncDisposable
{
    public abstract ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation);

    /// <param name="task">Whose commands they are.</param>
    /// <param name="expected">The stamp before.</param>
    /// <param name="stamp">The stamp of the chunk.</param>
    /// <param name="chunk">The commands, encoded.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public abstract ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, ReadOnlyMemory<byte> chunk, CancellationToken cancellation);

    /// <inheritdoc cref="ISink{TCommand}.RewindAsync"/>
    public abstract ValueTask RewindAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

/// <inheritdoc/>
internal sealed class SinkCalls<T>(ISink<T> sink) : SinkCalls
    where T : IStateRecord<T>
{
    private readonly List<T> _commands = [];

    /// <inheritdoc cref="ISink{TCommand}.ApplyAsync"/>
    public ValueTask ApplyAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<T> commands, CancellationToken cancellation)
        => sink.ApplyAsync(task, expected, stamp, commands, cancellation);

    public override ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => sink.ReadStampAsync(task, cancellation);

    public override async ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, ReadOnlyMemory<byte> chunk, CancellationToken cancellation)
    {
        _commands.Clear();
        CommandFormat.Read(chunk.Span, _commands);
        await sink.ApplyAsync(task, expected, stamp, _commands, cancellation).ConfigureAwait(false);
        _commands.Clear();
    }

    public override ValueTask RewindAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, CancellationToken cancellation)
        => sink.RewindAsync(task, expected, stamp, cancellation);

    public override string ToString() => $"{sink}";

    public override async ValueTask DisposeAsync()
    {
        switch (sink)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
