using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Sends tuples to another executor with the trees they belong to; each gets an edge of its own, unless it is all that follows from another
/// tuple: then it waits until that is known.
/// </summary>
internal sealed class TrackedOutput<T> : Output<T>, IStage, IUndoable
    where T : IStreamTuple<T>
{
    private readonly Output<Tracked<T>> _target;

    /// <summary>The same, where a tuple may wait; null where not: what goes to another worker is refused, if it is too large, while the call can be undone.</summary>
    private readonly JournaledRing<Tracked<T>>? _ring;
    private readonly Journal _journal;
    private readonly Tracker _tracker;
    private readonly PeriodClock _clock;
    private T _staged = default!;
    private long _stagedBy;
    private long _others;

    /// <param name="target">The channel.</param>
    /// <param name="producer">The sending task.</param>
    public TrackedOutput(Output<Tracked<T>> target, TaskCell producer)
    {
        _target = target;
        _tracker = producer.Executor.Tracker;
        _clock = producer.Host.Clock;
        _journal = producer.Executor.Journal;
        _ring = target as JournaledRing<Tracked<T>>;
        if (_ring is not null)
        {
            _journal.Register(this);
        }
    }

    /// <summary>What only names further trees is no tuple.</summary>
    internal override long Sent => _target.Sent - Volatile.Read(ref _others);

    internal override long Transferred => Sent;

    public override void Send(scoped in T tuple)
    {
        ref Scope scope = ref _tracker.Scope;
        if (scope.State == Scope.Fresh && _ring is not null)
        {
            WordCopy.Copy(in tuple, ref _staged);
            _stagedBy = _journal.Running;
            _tracker.Hold(this);
        }
        else if (scope.Kind == ScopeKind.Single)
        {
            if (scope.Stage != EdgeStage.Ends)
            {
                _tracker.SendStaged();
            }

            Send(in scope, _tracker.Draw(), in tuple, _journal.Running);
        }
        else
        {
            SendSlowly(in tuple);
        }
    }

    void IStage.Send(ulong edge)
    {
        // Not on behalf of a call that was called meanwhile: that may be undone alone.
        Send(in _tracker.Scope, edge, in _staged, Math.Min(_stagedBy, _journal.Running));
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            _staged = default!;
        }
    }

    void IUndoable.Undo(long call)
    {
        if (_stagedBy >= call && ReferenceEquals(_tracker.Stage, this))
        {
            _tracker.DropStaged();
        }
    }

    internal override void Control(ControlSignal signal) => _target.Control(signal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Send(in Scope scope, ulong edge, in T tuple, long call)
    {
        if (_ring is not null)
        {
            ref Tracked<T> slot = ref _ring.Take(call);
            if (!Unsafe.IsNullRef(ref slot))
            {
                Tracked<T>.Fill(ref slot, scope.Ledger, scope.Place, edge, in tuple, _clock.Now);
                return;
            }
        }

        SendCopy(in scope, edge, in tuple);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendCopy(in Scope scope, ulong edge, in T tuple)
    {
        var tracked = new Tracked<T>(scope.Ledger, scope.Place, edge, in tuple, _clock.Now);
        if (_ring is not null)
        {
            _ring.SendKept(in tracked);
        }
        else
        {
            _target.Send(in tracked);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendSlowly(in T tuple)
    {
        if (_tracker.Scope.Kind == ScopeKind.None)
        {
            var alone = new Tracked<T>(in tuple);
            _target.Send(in alone);
            return;
        }

        ReadOnlySpan<Root> roots = _tracker.Roots;
        ulong edge = _tracker.Draw();
        foreach (ref readonly Root root in roots[1..])
        {
            var other = Tracked<T>.RootOnly(in root, edge);
            _target.Send(in other);
            Volatile.Write(ref _others, _others + 1);
        }

        var tracked = new Tracked<T>(roots[0].Ledger, roots[0].Place, edge, in tuple, _clock.Now);
        _target.Send(in tracked);
    }
}
