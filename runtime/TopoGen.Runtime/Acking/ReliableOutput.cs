namespace TopoGen.Runtime;

/// <summary>An output of a spout that names its messages; a tuple without an id belongs to no message.</summary>
public sealed class ReliableOutput<T, TId> : Output<T>
{
    private readonly Output<T> _target;
    private readonly Ledger<TId>? _ledger;

    /// <summary>The target, where a message is one tuple in a ring: nothing else can follow from it here.</summary>
    private readonly TrackedRing<T>? _ring;

    internal ReliableOutput(Output<T> target, Ledger<TId>? ledger)
    {
        _target = target;
        _ledger = ledger;
        _ring = target as TrackedRing<T>;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple) => _target.Send(in tuple);

    /// <summary>Emits a message.</summary>
    /// <param name="tuple">The tuple.</param>
    /// <param name="id">What the spout hears of it by; null where it wants to hear nothing.</param>
    public void Send(in T tuple, TId id)
    {
        if (_ledger is not { } ledger || id is null)
        {
            _target.Send(in tuple);
        }
        else if (_ring is null || !_ring.TrySendMessage(ledger, id, in tuple))
        {
            ledger.SendTree(_target, in tuple, id);
        }
    }

    /// <summary>The message was emitted by a call that failed, and so is not sent.</summary>
    internal void Drop(TId id)
    {
        if (id is not null)
        {
            _ledger?.Fail(id, FailReason.HandlerFailed);
        }
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
