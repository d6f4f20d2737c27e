using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Hands tuples from another executor to a handler, and tells their trees' ledgers when it has returned.</summary>
/// <param name="input">The handler's generated side.</param>
/// <param name="consumer">The receiving task.</param>
internal sealed class TrackedInput<T>(Output<T> input, TaskCell consumer) : Output<Tracked<T>>, IChannelInput
    where T : IStreamTuple<T>, allows ref struct
{
    private readonly Tracker _tracker = consumer.Executor.Tracker;
    private readonly LedgerPorts _ledgers = consumer.Ledgers;

    /// <summary>Further trees of the tuple that follows.</summary>
    private readonly RootSet _others = new();

    /// <summary>Whether the handler acks by hand.</summary>
    public bool IsManual { get; } = input is IManualInput or JournaledInput<T> { IsManual: true };

    /// <summary>Whether the tuple that follows belongs to trees that were named before.</summary>
    public bool HasOthers => _others.Count > 0;

    public Output<T> Handler => input;

    public TaskCell Consumer => consumer;

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
        if (tuple.IsRootOnly)
        {
            _others.Add(tuple.Root);
        }
        else if (tuple.Edge == 0)
        {
            input.Send(in tuple.Tuple);
        }
        else if (_others.Count > 0 || IsManual)
        {
            SendSlowly(tuple.Root, tuple.Edge, in tuple.Tuple);
        }
        else
        {
            _tracker.Open(tuple.Ledger, tuple.Place, tuple.Edge);
            input.Send(in tuple.Tuple);
            _tracker.Settle(_ledgers);
        }
    }

    /// <summary>Names one more tree of the tuple that follows.</summary>
    public void Add(in Root root) => _others.Add(root);

    /// <summary>A tuple of the trees that were added, and of one more; or for a handler that acks by hand.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SendSlowly(in Root root, ulong edge, scoped in T tuple)
    {
        _others.Add(root);
        _tracker.Open(_others.Array, _others.Count, edge);
        _tracker.Scope.IsEdgeFree = IsManual;
        input.Send(in tuple);
        _tracker.Settle(_ledgers);
        _others.Clear();
    }

    internal override void Control(ControlSignal signal) => input.Control(signal);
}
