using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Hands tuples from another executor to a handler, and tells their trees' ledgers when it has returned.</summary>
/// <param name="input">The handler's generated side.</param>
/// <param name="consumer">The receiving task.</param>
internal sealed class TrackedInput<T>(Output<T> input, TaskCell consumer) : Output<Tracked<T>>, IChannelInput
    where T : IStreamTuple<T>
{
    private readonly Tracker _tracker = consumer.Executor.Tracker;
    private readonly LedgerPorts _ledgers = consumer.Ledgers;
    private readonly bool _isManual = input is IManualInput or JournaledInput<T> { IsManual: true };

    /// <summary>Further trees of the tuple that follows.</summary>
    private readonly RootSet _others = new();

    public ChannelSlot Slot
    {
        get => ((IChannelInput)input).Slot;
        set => ((IChannelInput)input).Slot = value;
    }

    public long Executed => ((IChannelInput)input).Executed;

    internal override long Sent => input.Sent;

    internal override long Transferred => input.Transferred;

    public override void Send(scoped in Tracked<T> tuple)
    {
        if (tuple.Edge == 0)
        {
            input.Send(in tuple.Tuple);
            return;
        }

        if (tuple.IsRootOnly || _others.Count > 0 || _isManual)
        {
            SendSlowly(in tuple);
            return;
        }

        _tracker.Open(tuple.Ledger, tuple.Place, tuple.Edge, tuple.Period);
        input.Send(in tuple.Tuple);
        _tracker.Settle(_ledgers);
    }

    internal override void Control(ControlSignal signal) => input.Control(signal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendSlowly(scoped in Tracked<T> tuple)
    {
        _others.Add(tuple.Root);
        if (tuple.IsRootOnly)
        {
            return;
        }

        _tracker.Open(_others.Array, _others.Count, tuple.Edge);
        _tracker.Scope.IsEdgeFree = _isManual;
        input.Send(in tuple.Tuple);
        _tracker.Settle(_ledgers);
        _others.Clear();
    }
}
