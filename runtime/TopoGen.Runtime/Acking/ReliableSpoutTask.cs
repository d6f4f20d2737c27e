namespace TopoGen.Runtime;

/// <summary>A task of a spout that names its messages and has a synchronous <c>Next</c>.</summary>
/// <typeparam name="TId">What it calls them by.</typeparam>
public abstract class ReliableSpoutTask<TId> : SpoutTask, IReliableTask<TId>
{
    /// <summary>The tree of a message is complete.</summary>
    public virtual void Ack(TId messageId)
    {
    }

    /// <summary>The tree of a message will not be complete; the spout may emit it again, here or later.</summary>
    public virtual void Fail(TId messageId, FailReason reason)
    {
    }

    internal sealed override Ledger CreateLedger(LedgerId id)
        => new Ledger<TId>(id, Cell.Host.Options, Cell.Executor.Tracker, this, Cell)
        {
            AwaitsEpochs = Cell.Host.Epochs is not null,
        };

    /// <summary>Wraps a linked port so that emits can name their message.</summary>
    protected ReliableOutput<T, TId> Reliable<T>(OutputPort port) => new((Output<T>)port, Cell.OpenLedger as Ledger<TId>);

    /// <inheritdoc cref="Reliable{T}"/>
    protected ReliableViewOutput<T, TId> ReliableView<T>(OutputPort port)
        where T : allows ref struct
        => new((Output<T>)port, Cell.OpenLedger as Ledger<TId>);

    /// <inheritdoc cref="Reliable{T}"/>
    protected ReliableDirectOutput<T, TId> ReliableDirect<T>(OutputPort port)
        where T : allows ref struct
        => new((DirectOutput<T>)port, Cell.OpenLedger as Ledger<TId>);
}
