namespace TopoGen.Runtime;

/// <summary>Hands tuples to a handler whose calls may leave traces; <see cref="TaskCell.TupleFailed"/> undoes one that throws.</summary>
/// <param name="input">The handler's generated side, which throws nothing.</param>
/// <param name="consumer">The receiving task.</param>
internal sealed class JournaledInput<T>(Output<T> input, TaskCell consumer) : Output<T>, IChannelInput
    where T : allows ref struct
{
    private readonly Journal _journal = consumer.Executor.Journal;
    private readonly KeptFields? _fields = consumer.Fields;

    /// <summary>Whether the handler acks by hand.</summary>
    public bool IsManual => input is IManualInput;

    public ChannelSlot Slot
    {
        get => ((IChannelInput)input).Slot;
        set => ((IChannelInput)input).Slot = value;
    }

    public long Executed => ((IChannelInput)input).Executed;

    internal override long Sent => input.Sent;

    internal override long Transferred => input.Transferred;

    public override void Send(scoped in T tuple)
    {
        long outer = _journal.Begin();
        _fields?.Keep(_journal.Running);
        input.Send(in tuple);
        _journal.End(outer);
    }

    public override void SendHashed(scoped in T tuple, ulong hash)
    {
        long outer = _journal.Begin();
        _fields?.Keep(_journal.Running);
        input.SendHashed(in tuple, hash);
        _journal.End(outer);
    }

    internal override void Control(ControlSignal signal) => input.Control(signal);
}
