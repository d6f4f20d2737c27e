namespace TopoGen.Runtime;

/// <summary>
/// The scope of an emit that belongs to the trees of several tuples. Each tree hears of its edges once, whichever of the anchors it comes by:
/// those of the running call with that call, the others at once, on the way by which the task will ack them.
/// </summary>
internal readonly ref struct SeveralAnchors : IDisposable
{
    private readonly TaskCell _cell;
    private readonly Tracker _tracker;
    private readonly RootSet? _roots;
    private readonly ManualScope? _running;
    private readonly int _runningRoots;
    private readonly SuspendedScope _outer;

    /// <exception cref="InvalidOperationException">One of the anchors was acked or failed before.</exception>
    public SeveralAnchors(TaskCell cell, ReadOnlySpan<Anchor> anchors)
    {
        _cell = cell;
        _tracker = cell.Executor.Tracker;
        foreach (Anchor anchor in anchors)
        {
            if (anchor.Scope is ManualScope scope && scope.IsRunning(anchor.Version))
            {
                _running = scope;
            }
        }

        RootSet roots = _tracker.Rent();
        _running?.AddTo(roots);
        _runningRoots = roots.Count;
        foreach (Anchor anchor in anchors)
        {
            if (anchor.Scope is ManualScope scope && !ReferenceEquals(scope, _running))
            {
                scope.AddTo(roots);
            }
        }

        if (roots.Count == 0)
        {
            _tracker.Return(roots);
            return;
        }

        _roots = roots;
        _outer = _tracker.Suspend();
        _tracker.Open(roots.Array, roots.Count, edge: 0);
    }

    public void Dispose()
    {
        if (_roots is null)
        {
            return;
        }

        ulong edges = _tracker.Scope.Produced;
        LedgerUpdateKind failed = _tracker.Scope.Failed;
        _tracker.Resume(in _outer);
        if (edges != 0)
        {
            _running?.Add(edges);
            _cell.Ledgers.Tell(_roots.Span[_runningRoots..], edges);
        }

        if (failed != LedgerUpdateKind.Progress)
        {
            // Not later: the message of the running call may be complete by then.
            _running?.Fail(failed);
            _cell.Ledgers.Tell(_roots.Span[_runningRoots..], 0, failed);
        }

        _tracker.Return(_roots);
    }
}
