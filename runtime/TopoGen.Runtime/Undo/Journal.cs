using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The calls of user code that run on one executor, numbered as they begin, so that one that throws leaves no trace. Calls that are fused nest:
/// what a call did includes what was called on its behalf. Whoever is changed keeps, in an <see cref="UndoLog{T}"/>, what was before, under the
/// number of the call that changes it first. Touched by whoever runs the executor, one at a time.
/// </summary>
/// <remarks>
/// A number tells all: what was kept under a call's number or a later one was done since it began, and what was kept before the outermost call
/// began is of no use any more. So a call that returns costs nothing, and nothing is cleared.
/// </remarks>
internal sealed class Journal
{
    private readonly List<IHolding> _holding = [];

    /// <summary>Everything that calls may change. What has gone with a former plan need not say so. Locked: a plan's channels are made by anybody.</summary>
    private readonly List<WeakReference<IUndoable>> _undoables = [];
    private JournalCalls _calls;

    /// <inheritdoc cref="JournalCalls.Running"/>
    public long Running => _calls.Running;

    /// <inheritdoc cref="JournalCalls.Outermost"/>
    public long Outermost => _calls.Outermost;

    /// <summary>A call begins that nobody else's call can have led to.</summary>
    /// <returns>Its number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long BeginOutermost()
    {
        ref JournalCalls calls = ref _calls;
        long call = calls.Last + 1;
        calls.Last = call;
        calls.Running = call;
        calls.Outermost = call;
        return call;
    }

    /// <summary>A call begins.</summary>
    /// <returns>What to give to <see cref="End"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Begin()
    {
        ref JournalCalls calls = ref _calls;
        long outer = calls.Running;
        long call = calls.Last + 1;
        calls.Last = call;
        calls.Running = call;
        if (outer == 0)
        {
            calls.Outermost = call;
        }

        return outer;
    }

    /// <summary>The call is over; where it threw, it was undone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(long outer)
    {
        _calls.Running = outer;
        if (outer == 0 && _calls.Holding > 0)
        {
            LetGo();
        }
    }

    /// <summary>The call that runs has thrown: takes back what it did.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Undo()
    {
        lock (_undoables)
        {
            foreach (WeakReference<IUndoable> reference in _undoables)
            {
                if (reference.TryGetTarget(out IUndoable? undoable))
                {
                    undoable.Undo(Running);
                }
            }
        }
    }

    /// <summary>From now on something is told when a call is undone; once for each.</summary>
    public void Register(IUndoable undoable)
    {
        lock (_undoables)
        {
            if (_undoables.Count == _undoables.Capacity)
            {
                _undoables.RemoveAll(static reference => !reference.TryGetTarget(out _));
            }

            _undoables.Add(new WeakReference<IUndoable>(undoable));
        }
    }

    /// <summary>Something holds back what the call does, until the outermost one is over.</summary>
    public void Hold(IHolding holding)
    {
        _holding.Add(holding);
        _calls.Holding = _holding.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LetGo()
    {
        foreach (IHolding holding in _holding)
        {
            holding.LetGo();
        }

        _holding.Clear();
        _calls.Holding = 0;
    }
}
