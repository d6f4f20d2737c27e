using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Writes tuples for another executor into a ring, and beside it which trees they belong to. Each gets an edge of its own, unless it is all that follows
/// from another tuple: then it waits until that is known.
/// </summary>
internal sealed class TrackedRing<T> : Output<T>, IStage, IUndoable
{
    private readonly JournaledRing<T> _ring;
    private readonly RootRunWriter _roots;
    private readonly Journal _journal;
    private readonly Tracker _tracker;
    private readonly PeriodClock _clock;

    /// <summary>The tuple that waits: it is in the ring, where nobody reads it before it is said to which tree it belongs.</summary>
    private long _staged;

    /// <param name="ring">The channel.</param>
    /// <param name="producer">The sending task.</param>
    public TrackedRing(JournaledRing<T> ring, TaskCell producer)
    {
        _ring = ring;
        _roots = ring.Roots!;
        _tracker = producer.Executor.Tracker;
        _clock = producer.Host.Clock;
        _journal = producer.Executor.Journal;
        _journal.Register(this);
    }

    internal override long Sent => _ring.Sent;

    internal override long Transferred => _ring.Transferred;

    public override void Send(scoped in T tuple)
    {
        ref Scope scope = ref _tracker.Scope;
        if (scope.State == Scope.Fresh)
        {
            _staged = Write(in tuple);
            _tracker.Hold(this);
        }
        else if (scope.Kind == ScopeKind.Single)
        {
            ulong edge = _tracker.TakeNew();
            Tell(Write(in tuple), in scope.Root, edge);
        }
        else
        {
            SendSlowly(in tuple);
        }
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    /// <summary>Sends a message that is this one tuple.</summary>
    /// <returns>False where the long way is to be gone, because there is no room in the ledger or in the ring.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySendMessage<TId>(Ledger<TId> ledger, TId id, in T tuple)
    {
        if (!ledger.HasRoom)
        {
            return false;
        }

        ref T slot = ref _ring.Take(_journal.Running, out long sequence);
        if (Unsafe.IsNullRef(ref slot))
        {
            return false;
        }

        WordCopy.Copy(in tuple, ref slot);
        _roots.Write(sequence, ledger.Id, new TrackedPlace(ledger.TakeFor(id), _clock.Now).Value, EdgeIds.First);
        return true;
    }

    void IStage.Send(ulong edge) => Tell(_staged, in _tracker.Scope.Root, edge);

    void IUndoable.Undo(long call)
    {
        // The ring was told before.
        if (ReferenceEquals(_tracker.Stage, this) && _ring.Position <= _staged)
        {
            _tracker.DropStaged();
        }
    }

    internal override void Control(ControlSignal signal) => _ring.Control(signal);

    /// <summary>Writes a tuple. Before the next one is, or the turn ends, it is not published.</summary>
    /// <returns>Its sequence.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Write(in T tuple)
    {
        ref T slot = ref _ring.Take(_journal.Running, out long sequence);
        if (Unsafe.IsNullRef(ref slot))
        {
            _ring.SendKept(in tuple);
        }
        else
        {
            WordCopy.Copy(in tuple, ref slot);
        }

        return sequence;
    }

    /// <summary>Says which tree a tuple belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tell(long sequence, in Root root, ulong edge)
        => _roots.Write(sequence, root.Ledger, new TrackedPlace(root.Place, _clock.Now).Value, edge);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendSlowly(in T tuple)
    {
        ReadOnlySpan<Root> roots = _tracker.Roots;
        if (roots.IsEmpty)
        {
            _roots.Write(Write(in tuple), default, place: 0, edge: 0);
            return;
        }

        ulong edge = _tracker.TakeNew();
        long sequence = Write(in tuple);
        if (roots.Length == 1)
        {
            Tell(sequence, in roots[0], edge);
            return;
        }

        foreach (ref readonly Root root in roots[1..])
        {
            _roots.WriteAlone(sequence, root.Ledger, TrackedPlace.FurtherOne(root.Place).Value, edge);
        }

        _roots.WriteAlone(sequence, roots[0].Ledger, roots[0].Place.Value, edge);
    }
}
