namespace TopoGen.Runtime;

/// <summary>As <see cref="ReliableOutput{T, TId}"/>, for direct emits.</summary>
public sealed class ReliableDirectOutput<T, TId> : DirectOutput<T>
    where T : allows ref struct
{
    private readonly DirectOutput<T> _target;
    private readonly Ledger<TId>? _ledger;

    internal ReliableDirectOutput(DirectOutput<T> target, Ledger<TId>? ledger)
    {
        _target = target;
        _ledger = ledger;
    }

    internal override long Sent => _target.Sent;

    internal override long Transferred => _target.Transferred;

    public override void Send(int task, scoped in T tuple) => _target.Send(task, in tuple);

    /// <summary>Emits a message.</summary>
    /// <param name="task">The index of the consuming task.</param>
    /// <param name="tuple">The tuple.</param>
    /// <param name="id">What the spout hears of it by; null where it wants to hear nothing.</param>
    public void Send(int task, in T tuple, TId id)
    {
        if (_ledger is not { } ledger || id is null)
        {
            _target.Send(task, in tuple);
            return;
        }

        ledger.Begin(id);
        try
        {
            _target.Send(task, in tuple);
        }
        catch
        {
            ledger.Abandon(id);
            throw;
        }

        ledger.End(id);
    }

    /// <inheritdoc cref="ReliableOutput{T, TId}.Drop"/>
    internal void Drop(TId id)
    {
        if (id is not null)
        {
            _ledger?.Fail(id, FailReason.HandlerFailed);
        }
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);
}
