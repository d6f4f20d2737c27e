namespace TopoGen.Runtime;

/// <summary>A task of a spout with <c>NextAsync</c>: what one call emits is published by the executor when it completes.</summary>
public abstract class AsyncSpoutTask : ComponentTask
{
    private readonly List<IBufferedOutput> _buffers = [];
    private volatile Thread? _teller;

    /// <summary>Whether the caller runs within <c>Ack</c> or <c>Fail</c>: what it emits belongs to no call of <c>NextAsync</c>.</summary>
    internal bool IsToldNow => ReferenceEquals(_teller, Thread.CurrentThread);

    public abstract ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation);

    /// <summary>Wraps a linked port so that emits wait for the end of the call.</summary>
    protected Output<T> Buffer<T>(OutputPort port) => Keep(new BufferedOutput<T>((Output<T>)port, this));

    /// <inheritdoc cref="Buffer{T}"/>
    protected DirectOutput<T> BufferDirect<T>(OutputPort port) => Keep(new BufferedDirectOutput<T>((DirectOutput<T>)port, this));

    private protected TBuffer Keep<TBuffer>(TBuffer buffer)
        where TBuffer : IBufferedOutput
    {
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>The caller is about to call <c>Ack</c> or <c>Fail</c>; <see cref="EndTelling"/> follows.</summary>
    internal void BeginTelling() => _teller = Thread.CurrentThread;

    internal void EndTelling() => _teller = null;

    internal void Publish()
    {
        foreach (IBufferedOutput buffer in _buffers)
        {
            buffer.Publish();
        }
    }

    internal void Discard()
    {
        foreach (IBufferedOutput buffer in _buffers)
        {
            buffer.Discard();
        }
    }
}
