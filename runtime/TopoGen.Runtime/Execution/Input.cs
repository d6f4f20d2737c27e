using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The receiving end of one channel: a generated subclass per handler calls the user's method in a try/catch of its own, so
/// that a fused callee's exception does not fail its caller, and counts.
/// </summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class Input<T> : Output<T>, IChannelInput
    where T : allows ref struct
{
    /// <summary>Every 1,024th call is timed: two timestamps a call would cost more than most handlers.</summary>
    private const long SampleMask = 1023;

    private readonly string _handler;
    private PaddedCounter _executed;

    protected Input(ComponentTask task, string handler)
    {
        Cell = task.Cell;
        _handler = handler;
    }

    private protected TaskCell Cell { get; }

    ChannelSlot IChannelInput.Slot { get; set; } = null!;

    long IChannelInput.Executed => _executed.Value;

    internal sealed override long Sent => _executed.Value;

    internal sealed override long Transferred => _executed.Value;

    /// <summary>Counts a call.</summary>
    /// <returns>Whether this call is to be timed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool IsSampled() => (_executed.Value++ & SampleMask) == 0;

    /// <summary>The beginning of a timed call.</summary>
    protected long Timestamp() => Cell.Timestamp();

    /// <summary>The end of a timed call that returned.</summary>
    protected void AddSample(long begun) => Cell.AddSample(begun);

    /// <summary>Ends a call that threw: the tuple is counted as failed and reported, and the topology goes on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void Fail<TTuple>(Exception exception, in TTuple tuple)
        => Fail(exception, in tuple, Cell.Executor.Tracker.Scope.Kind != ScopeKind.None);

    /// <summary>The same for a view.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void FailView<TView>(Exception exception, scoped in TView view)
        where TView : IStreamTuple<TView>, allows ref struct
        => Fail(exception, FailureText.OfView(in view), Cell.Executor.Tracker.Scope.Kind != ScopeKind.None);

    private protected void Fail<TTuple>(Exception exception, in TTuple tuple, bool isTracked)
        => Cell.TupleFailed(_handler, ((IChannelInput)this).Slot, tuple, exception, isTracked);

    internal sealed override void Control(ControlSignal signal) => ((IChannelInput)this).Slot.Receive(signal);
}
