namespace TopoGen.Runtime;

/// <summary>A task of a spout with <c>NextAsync</c>: what one call emits is published by the executor when it completes.</summary>
public abstract class AsyncSpoutTask : ComponentTask
{
    private readonly List<IBufferedOutput> _buffers = [];

    public abstract ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation);

    /// <summary>Wraps a linked port so that emits wait for the end of the call.</summary>
    protected Output<T> Buffer<T>(OutputPort port)
    {
        var buffer = new BufferedOutput<T>((Output<T>)port);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <inheritdoc cref="Buffer{T}"/>
    protected DirectOutput<T> BufferDirect<T>(OutputPort port)
    {
        var buffer = new BufferedDirectOutput<T>((DirectOutput<T>)port);
        _buffers.Add(buffer);
        return buffer;
    }

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
