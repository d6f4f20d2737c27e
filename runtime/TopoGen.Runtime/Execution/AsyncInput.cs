namespace TopoGen.Runtime;

/// <summary>The receiving end of one channel with an asynchronous handler; always fed by a ring.</summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class AsyncInput<T> : Output<T>, IChannelInput
{
    private readonly AsyncBoltTask _task;
    private readonly string _handler;
    private readonly Stack<InFlightCall<T>> _pool = new();
    private PaddedCounter _started;

    protected AsyncInput(AsyncBoltTask task, string handler)
    {
        _task = task;
        _handler = handler;
    }

    ChannelSlot IChannelInput.Slot { get; set; } = null!;

    long IChannelInput.Executed => _started.Value;

    internal sealed override long Sent => _started.Value;

    internal sealed override long Transferred => _started.Value;

    /// <summary>Calls the user's method.</summary>
    protected abstract ValueTask Call(in T tuple, Anchor anchor, CancellationToken cancellation);

    public sealed override void Send(scoped in T tuple)
    {
        _started.Value++;
        _task.Cell.Calls!.Start(this, in tuple);
    }

    internal ValueTask Invoke(in T tuple, Anchor anchor, CancellationToken cancellation) => Call(in tuple, anchor, cancellation);

    internal InFlightCall<T> Rent(AsyncCalls calls, IReadOnlyList<IAnchoredOutput> outputs)
        => _pool.TryPop(out InFlightCall<T>? call) ? call : new InFlightCall<T>(this, calls, outputs);

    internal void Return(InFlightCall<T> call) => _pool.Push(call);

    internal void Fail(Exception exception, in T tuple, bool isTracked)
        => _task.Cell.TupleFailed(_handler, ((IChannelInput)this).Slot, tuple, exception, isTracked);

    internal sealed override void Control(ControlSignal signal) => ((IChannelInput)this).Slot.Receive(signal);
}
