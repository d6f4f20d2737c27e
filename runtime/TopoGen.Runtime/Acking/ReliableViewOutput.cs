namespace TopoGen.Runtime;

/// <summary>As <see cref="ReliableOutput{T, TId}"/>, for views.</summary>
public sealed class ReliableViewOutput<T, TId> : Output<T>
    where T : allows ref struct
{
    private readonly Output<T> _target;
    private readonly Ledger<TId>? _ledger;

    internal ReliableViewOutput(Output<T> target, Ledger<TId>? ledger)
    {
        _target = target;
        _ledger = ledger;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(scoped in T tuple) => _target.Send(in tuple);

    /// <inheritdoc cref="ReliableOutput{T, TId}.Send(in T, TId)"/>
    public void Send(in T tuple, TId id)
    {
        if (_ledger is { } ledger && id is not null)
        {
            ledger.SendTree(_target, in tuple, id);
        }
        else
        {
            _target.Send(in tuple);
        }
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
