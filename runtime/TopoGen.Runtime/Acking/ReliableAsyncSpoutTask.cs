namespace TopoGen.Runtime;

/// <summary>A task of a spout that names its messages and has <c>NextAsync</c>.</summary>
/// <typeparam name="TId">What it calls them by.</typeparam>
public abstract class ReliableAsyncSpoutTask<TId> : AsyncSpoutTask, IReliableTask<TId>
{
    /// <summary>The tree of a message is complete. Also called while <c>NextAsync</c> waits: its source may send more only then.</summary>
    public virtual void Ack(TId messageId)
    {
    }

    /// <summary>The tree of a message will not be complete; the spout may emit it again, here or later. Called when <see cref="Ack"/> may be.</summary>
    public virtual void Fail(TId messageId, FailReason reason)
    {
    }

    internal sealed override Ledger CreateLedger(LedgerId id)
        => new Ledger<TId>(id, Cell.Host.Options, Cell.Executor.Tracker, this, Cell)
        {
            AwaitsEpochs = Cell.Host.Epochs is not null,
        };

    /// <summary>Wraps a linked port so that emits can name their message, and wait for the end of the call.</summary>
    protected BufferedReliableOutput<T, TId> BufferReliable<T>(OutputPort port)
        => Keep(new BufferedReliableOutput<T, TId>(new ReliableOutput<T, TId>((Output<T>)port, Cell.OpenLedger as Ledger<TId>), this));

    /// <inheritdoc cref="BufferReliable{T}"/>
    protected BufferedReliableDirectOutput<T, TId> BufferReliableDirect<T>(OutputPort port)
        => Keep(new BufferedReliableDirectOutput<T, TId>(new ReliableDirectOutput<T, TId>((DirectOutput<T>)port, Cell.OpenLedger as Ledger<TId>), this));
}
