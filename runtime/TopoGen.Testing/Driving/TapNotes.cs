using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Notes what one task emits; what a call emitted that has thrown is taken back, as it is from channels.</summary>
internal sealed class TapNotes<T> : IUndoable
    where T : allows ref struct
{
    private readonly Tap<T> _tap;
    private readonly UndoLog<int> _begun;

    public TapNotes(Tap<T> tap, Journal journal)
    {
        _tap = tap;
        _begun = new UndoLog<int>(journal);
        journal.Register(this);
    }

    public void Add(scoped in T tuple)
    {
        if (!_begun.Knows)
        {
            _begun.Add() = _tap.Count;
        }

        _tap.Add(in tuple);
    }

    void IUndoable.Undo(long call)
    {
        while (_begun.TryTake(call, out int count))
        {
            _tap.CutTo(count);
        }
    }
}
