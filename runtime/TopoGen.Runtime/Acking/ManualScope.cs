namespace TopoGen.Runtime;

/// <summary>
/// A tuple that is acked by hand. While its handler runs, it shares the scope of the call: acked by then, it costs no message of its own. If
/// not, it gets an edge of its own and is settled later. Pooled; the version tells one use from the next. Task's thread.
/// </summary>
internal sealed class ManualScope : AnchorScope, IUndoable
{
    private readonly TaskCell _cell;
    private readonly Tracker _tracker;

    /// <summary>What it had emitted before calls that may be undone; what ledgers would be told of that is another matter.</summary>
    private readonly UndoLog<(int Version, ulong Produced)>? _before;
    private KeptRoots _roots;
    private SuspendedScope _call;
    private ulong _produced;
    private int _version;
    private bool _isRunning;
    private bool _isSettled;
    private bool _isEdgeFree;
    private bool _isHeld;

    private ManualScope(TaskCell cell)
    {
        _cell = cell;
        _tracker = cell.Executor.Tracker;
        if (cell.IsJournaled)
        {
            _before = new UndoLog<(int Version, ulong Produced)>(cell.Executor.Journal);
            cell.Executor.Journal.Register(this);
        }
    }

    /// <summary>The handler of the tuple at hand begins. What it emits without an anchor belongs to no tree.</summary>
    public static Anchor Begin(TaskCell cell)
    {
        if (!cell.Anchors.TryPop(out ManualScope? scope))
        {
            scope = new ManualScope(cell);
        }

        scope.Begin();
        return new Anchor(scope, scope._version);
    }

    /// <summary>The handler has returned.</summary>
    public void End()
    {
        _tracker.Resume(in _call);
        _isRunning = false;
        if (_isSettled)
        {
            Release();
            return;
        }

        _roots.Take(_tracker, _isEdgeFree);
        _isHeld = _cell.Task.SettlesAtEnd;
        if (_isHeld)
        {
            _cell.Ledgers.Tell(_roots.Span, _roots.Edge, LedgerUpdateKind.Hold, isLast: true);
        }
    }

    /// <summary>The handler has thrown, whatever it said before.</summary>
    public void Throw()
    {
        Fail(LedgerUpdateKind.HandlerFailed);
        Settle();
    }

    /// <summary>Emits a tuple that belongs to the same trees.</summary>
    /// <exception cref="InvalidOperationException">It was settled, or the caller is not on the task's thread.</exception>
    public void Send<T>(int version, Output<T> target, in T tuple)
        where T : allows ref struct
    {
        Verify(version);
        SuspendedScope outer = Enter();
        try
        {
            target.Send(in tuple);
        }
        finally
        {
            Leave(in outer);
        }
    }

    /// <inheritdoc cref="Send{T}(int, Output{T}, in T)"/>
    public void Send<T>(int version, DirectOutput<T> target, int task, in T tuple)
        where T : allows ref struct
    {
        Verify(version);
        SuspendedScope outer = Enter();
        try
        {
            target.Send(task, in tuple);
        }
        finally
        {
            Leave(in outer);
        }
    }

    /// <summary>Whether its handler runs: what it emits is told with the call, else by the task.</summary>
    /// <inheritdoc cref="Send{T}(int, Output{T}, in T)" path="/exception"/>
    public bool IsRunning(int version)
    {
        Verify(version);
        return _isRunning;
    }

    /// <summary>Adds its trees to those of a tuple with several anchors.</summary>
    public void AddTo(RootSet roots)
    {
        SuspendedScope outer = Enter();
        foreach (ref readonly Root root in _tracker.Roots)
        {
            roots.Add(in root);
        }

        Leave(in outer);
    }

    /// <summary>A tuple with several anchors has added edges to the trees of the call.</summary>
    public void Add(ulong edges)
    {
        SuspendedScope outer = Enter();
        _tracker.Scope.Produced ^= edges;
        Leave(in outer);
    }

    /// <summary>Something that was called with its anchor and others has failed.</summary>
    public void Fail(LedgerUpdateKind kind)
    {
        SuspendedScope outer = Enter();
        _tracker.Fail(kind);
        Leave(in outer);
    }

    void IUndoable.Undo(long call)
    {
        while (_before!.TryTake(call, out (int Version, ulong Produced) before))
        {
            if (before.Version == _version)
            {
                _produced = before.Produced;
            }
        }
    }

    protected override void Ack(int version)
    {
        if (!IsOpen(version))
        {
            return;
        }

        if (!_isRunning)
        {
            if (_isHeld && _produced != 0)
            {
                _cell.Ledgers.Tell(_roots.Span, _produced);
                _produced = 0;
            }

            _cell.Ledgers.Tell(_roots.Span, _roots.Edge ^ _produced, _isHeld ? LedgerUpdateKind.Release : LedgerUpdateKind.Progress, isLast: true);
        }

        Settle();
    }

    protected override void Fail(int version)
    {
        if (!IsOpen(version))
        {
            return;
        }

        Fail(LedgerUpdateKind.FailedByHand);
        Settle();
    }

    protected override void ResetTimeout(int version)
    {
        if (!IsOpen(version))
        {
            return;
        }

        // A message that is being emitted has just begun.
        SuspendedScope outer = Enter();
        if (_tracker.Scope.Kind != ScopeKind.Emitting)
        {
            _cell.Ledgers.Tell(_tracker.Roots, 0);
        }

        Leave(in outer);
    }

    private void Begin()
    {
        _isEdgeFree = _tracker.Scope.IsEdgeFree;
        _tracker.Scope.IsEdgeFree = false;
        _call = _tracker.Suspend();
        _produced = 0;
        _isSettled = false;
        _isRunning = true;
    }

    /// <summary>Opens the scope of its trees: that of the call while it runs, else one of its own.</summary>
    private SuspendedScope Enter()
    {
        SuspendedScope outer = _tracker.Suspend();
        if (_isRunning)
        {
            _tracker.Resume(in _call);
        }
        else
        {
            _roots.Open(_tracker, edge: 0);
        }

        return outer;
    }

    private void Leave(in SuspendedScope outer)
    {
        if (_isRunning)
        {
            _call = _tracker.Suspend();
        }
        else
        {
            if (_before is { Knows: false } before)
            {
                before.Add() = (_version, _produced);
            }

            _produced ^= _tracker.Scope.Produced;
            if (_tracker.Scope.Failed is not LedgerUpdateKind.Progress and var failed)
            {
                _cell.Ledgers.Tell(_roots.Span, 0, failed);
            }
        }

        _tracker.Resume(in outer);
    }

    /// <summary>From now on its anchor is void.</summary>
    private void Settle()
    {
        if (!_isSettled)
        {
            _isSettled = true;
            _version++;
        }

        if (!_isRunning)
        {
            Release();
        }
    }

    private void Release()
    {
        _roots.Clear();
        _call = default;
        _cell.Anchors.Push(this);
    }

    private bool IsOpen(int version)
    {
        VerifyAccess();
        return version == _version && !_isSettled;
    }

    private void Verify(int version)
    {
        if (!IsOpen(version))
        {
            throw new InvalidOperationException("An emit names an anchor that was acked or failed before; emit first, then ack.");
        }
    }

    private void VerifyAccess()
    {
        if (!_cell.Executor.IsCurrent)
        {
            throw new InvalidOperationException("An anchor of a synchronous handler was used on another thread; use it in handlers, ticks and End of its bolt.");
        }
    }
}
