using System.ComponentModel;

namespace TopoGen.Runtime;

/// <summary>The fields marked <c>[State]</c> or <c>[Position]</c> of one component, to be as they were after a call that throws. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeptFields
{
    private protected KeptFields()
    {
    }

    /// <summary>Once, before the first call.</summary>
    internal abstract void Attach(Journal journal);

    /// <summary>A call begins.</summary>
    /// <param name="call">Its number.</param>
    internal abstract void Keep(long call);
}

/// <inheritdoc/>
/// <typeparam name="TValues">All their values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeptFields<TValues> : KeptFields, IUndoable
{
    private UndoLog<TValues> _before = null!;

    /// <summary>Copies the fields, every one.</summary>
    protected abstract void Save(ref TValues copy);

    /// <summary>Puts the fields back.</summary>
    protected abstract void Restore(in TValues copy);

    internal sealed override void Attach(Journal journal)
    {
        _before = new UndoLog<TValues>(journal);
        journal.Register(this);
    }

    internal sealed override void Keep(long call) => Save(ref _before.AddFor(call));

    void IUndoable.Undo(long call)
    {
        while (_before.TryTake(call, out TValues? before))
        {
            Restore(in before);
        }
    }
}
