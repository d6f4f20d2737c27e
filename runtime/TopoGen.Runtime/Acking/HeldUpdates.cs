namespace TopoGen.Runtime;

/// <summary>
/// What a task's calls say of anchors, until the outermost one is over. Of a call that throws, what it emitted was not told; and trees of anchors
/// that it had done with fail, because nobody can say anything of those any more.
/// </summary>
internal sealed class HeldUpdates : IUndoable, IHolding
{
    private readonly LedgerPorts _ledgers;
    private readonly Journal _journal;
    private readonly List<(Root Root, ulong Edges, LedgerUpdateKind Kind, bool IsLast)> _updates = [];
    private readonly UndoLog<int> _begun;

    public HeldUpdates(LedgerPorts ledgers, Journal journal)
    {
        _ledgers = ledgers;
        _journal = journal;
        _begun = new UndoLog<int>(journal);
        journal.Register(this);
    }

    /// <inheritdoc cref="LedgerPorts.Tell"/>
    public void Add(ReadOnlySpan<Root> roots, ulong edges, LedgerUpdateKind kind, bool isLast)
    {
        if (_journal.Running == 0)
        {
            _ledgers.Send(roots, edges, kind);
            return;
        }

        if (!_begun.Knows)
        {
            if (_updates.Count == 0)
            {
                _journal.Hold(this);
            }

            _begun.Add() = _updates.Count;
        }

        foreach (ref readonly Root root in roots)
        {
            _updates.Add((root, edges, kind, isLast));
        }
    }

    void IUndoable.Undo(long call)
    {
        int first = _updates.Count;
        while (_begun.TryTake(call, out int count))
        {
            first = count;
        }

        int kept = first;
        for (int at = first; at < _updates.Count; at++)
        {
            (Root root, _, LedgerUpdateKind kind, bool isLast) = _updates[at];
            bool hasFailed = kind is LedgerUpdateKind.HandlerFailed or LedgerUpdateKind.FailedByHand;
            if (hasFailed || isLast)
            {
                _updates[kept++] = (root, 0, hasFailed ? kind : LedgerUpdateKind.HandlerFailed, isLast);
            }
        }

        _updates.RemoveRange(kept, _updates.Count - kept);
    }

    void IHolding.LetGo()
    {
        foreach ((Root root, ulong edges, LedgerUpdateKind kind, _) in _updates)
        {
            _ledgers.Send(root.Ledger, root.Place, edges, kind);
        }

        _updates.Clear();
    }
}
