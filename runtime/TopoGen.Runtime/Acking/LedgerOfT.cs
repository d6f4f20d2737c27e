using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <inheritdoc/>
/// <typeparam name="TId">What the spout calls its messages by.</typeparam>
internal sealed partial class Ledger<TId> : Ledger
{
    private readonly Tracker _tracker;
    private readonly IReliableTask<TId> _task;
    private readonly IMessageReports _reports;
    private readonly int _maxFailures;
    private readonly FailureCounts<TId> _failures;
    private readonly Queue<(TId Id, FailReason Reason)> _failed = new();

    private TId[] _ids;

    /// <summary>Ids of complete trees, from the first to the end; there is always room for one more.</summary>
    private TId[] _acked;
    private int _ackedFirst;
    private int _ackedEnd;

    /// <summary>Where it ended when the call of the spout began.</summary>
    private int _ackedBefore;

    /// <summary>Where the next look at the list as a whole is due.</summary>
    private int _ackedStop;
    private TId _emitting = default!;

    /// <summary>Whether something of the last message's tree has left the executor.</summary>
    private bool _leaves;

    /// <param name="id">Whose ledger it is.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="tracker">Of the executor that runs the spout's task.</param>
    /// <param name="task">Who is told.</param>
    /// <param name="reports">Where to report what the spout cannot answer for.</param>
    public Ledger(LedgerId id, EngineOptions options, Tracker tracker, IReliableTask<TId> task, IMessageReports reports)
        : base(id, options.MaxPending)
    {
        _tracker = tracker;
        _task = task;
        _reports = reports;
        _maxFailures = options.MaxFailures;
        _failures = new FailureCounts<TId>(options.MaxPending);
        _ids = new TId[SlotsFor(options.MaxPending)];
        _acked = new TId[Math.Max(4 * LeastBehind, 2 * options.MaxPending)];
        CheckAcks();
    }

    public override int Acks => Volatile.Read(ref _ackedEnd) - Volatile.Read(ref _ackedFirst);

    public override int Failures => _failed.Count;

    /// <summary>The spout emits a message: <see cref="End"/> or <see cref="Abandon"/> follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(TId id)
    {
        if (_leaves)
        {
            // So did the last one. The other way costs calls.
            if (!HasRoom)
            {
                GrowFor(id);
            }

            int slot = Take(out uint version);
            _ids[slot] = id;
            _tracker.Begin(Id, new LedgerPlace(slot, version));
        }
        else
        {
            _emitting = id;
            _tracker.Begin(this);
        }
    }

    /// <summary>The spout emits a message as one tuple, with the first edge: nothing else follows. There must be room.</summary>
    /// <returns>Its place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LedgerPlace TakeFor(TId id)
    {
        int slot = Take(EdgeIds.First, out uint version);
        _ids[slot] = id;
        return new LedgerPlace(slot, version);
    }

    public override void BeginCall()
    {
        BeginClaims();
        _ackedBefore = _ackedEnd;
    }

    public override void FailCall()
    {
        for (int ack = _ackedBefore; ack < _ackedEnd; ack++)
        {
            Fail(_acked[ack], FailReason.HandlerFailed);
            if (RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
            {
                _acked[ack] = default!;
            }
        }

        _ackedEnd = _ackedBefore;
        FailClaims(FailReason.HandlerFailed);
    }

    public override LedgerPlace Claim()
    {
        _leaves = true;
        if (!HasRoom)
        {
            Grow();
        }

        int slot = Take(out uint version);
        _ids[slot] = _emitting;
        return new LedgerPlace(slot, version);
    }

    /// <summary>The emit has returned. A tree of which nothing has left the executor is complete.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TId id)
    {
        ref Scope scope = ref _tracker.Scope;
        int state = scope.State;
        scope.State = 0;
        if (state == (int)ScopeKind.Emitting)
        {
            Ack(id);
        }
        else
        {
            EndTree(state);
        }
    }

    /// <summary>Emits a message by an output from which a tree may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SendTree<T>(Output<T> target, in T tuple, TId id)
        where T : allows ref struct
    {
        Begin(id);
        try
        {
            target.Send(in tuple);
        }
        catch
        {
            Abandon(id);
            throw;
        }

        End(id);
    }

    /// <summary>The emit has thrown.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Abandon(TId id)
    {
        _tracker.Fail(LedgerUpdateKind.HandlerFailed);
        End(id);
    }

    /// <summary>A message that was never sent has failed.</summary>
    public void Fail(TId id, FailReason reason) => _failed.Enqueue((id, reason));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override void Apply(in LedgerUpdate update)
    {
        ref LedgerEntry entry = ref Find(update.Slot, update.Version);
        if (Unsafe.IsNullRef(ref entry))
        {
            Ignore();
        }
        else if (update.Kind != LedgerUpdateKind.Progress)
        {
            ApplySlowly(in update);
        }
        else if ((entry.Signature ^= update.Edges) == 0)
        {
            Complete((int)update.Slot);
        }
    }

    public override ulong Apply(ulong place, ulong edges, ulong step, int count)
    {
        for (; count > 0; count--, place += step)
        {
            var update = new LedgerUpdate(place, edges);
            ref LedgerEntry entry = ref Find(update.Slot, update.Version);
            if (Unsafe.IsNullRef(ref entry) || update.Kind != LedgerUpdateKind.Progress)
            {
                Apply(in update);
            }
            else if ((entry.Signature ^= edges) == 0)
            {
                Complete((int)update.Slot);
            }
        }

        return place;
    }

    public override bool DeliverAcks(int most)
    {
        int left = most;
        while (left > 0 && Acks > 0)
        {
            try
            {
                Deliver(ref left);
            }
            catch (Exception exception)
            {
                _reports.HookFailed(nameof(Ack), exception);
            }
        }

        if (_ackedFirst == _ackedEnd)
        {
            _ackedFirst = _ackedEnd = 0;
        }

        CheckAcks();
        return left < most;
    }

    public override bool DeliverFailures(int most)
    {
        int left = most;
        for (; left > 0 && _failed.TryDequeue(out (TId Id, FailReason Reason) failed); left--)
        {
            Reopen();
            try
            {
                Deliver(failed.Id, failed.Reason);
            }
            catch (Exception exception)
            {
                _reports.HookFailed(nameof(Fail), exception);
            }
        }

        return left < most;
    }

    public override void FailUnripe(FailReason reason)
    {
        for (int ack = _ackedFirst + RipeAcks; ack < _ackedEnd; ack++)
        {
            Fail(_acked[ack], reason);
            if (RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
            {
                _acked[ack] = default!;
            }
        }

        _ackedEnd = _ackedFirst + RipeAcks;
        CheckAcks();
    }

    protected override void Acked(int slot)
    {
        Ack(_ids[slot]);
        Forget(slot);
    }

    protected override void Failed(int slot, FailReason reason)
    {
        Fail(_ids[slot], reason);
        Forget(slot);
    }

    protected override void Resize(int capacity) => Array.Resize(ref _ids, capacity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ack(TId id)
    {
        int end = _ackedEnd;
        _acked[end] = id;
        _ackedEnd = end + 1;
        if (end + 1 >= _ackedStop)
        {
            CheckAcks();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowFor(TId id)
    {
        try
        {
            Grow();
        }
        catch (InvalidOperationException)
        {
            Fail(id, FailReason.HandlerFailed);
            throw;
        }
    }

    /// <summary>The emit of a message with a root has returned, or failed.</summary>
    private void EndTree(int state)
    {
        ref Scope scope = ref _tracker.Scope;
        LedgerPlace place = scope.Place;
        var failed = (LedgerUpdateKind)(state >> 8);
        if ((ScopeKind)(state & 0xFF) == ScopeKind.Emitting)
        {
            Fail(_emitting, ReasonOf(failed));
            return;
        }

        ref LedgerEntry entry = ref Find(place.Slot, place.Version, isProgress: false);
        if (Unsafe.IsNullRef(ref entry))
        {
            // Failed meanwhile, by a bolt that was called directly.
            return;
        }

        ulong signature = entry.Signature ^ Emitting ^ scope.Produced;
        entry.Signature = signature;
        if (failed != LedgerUpdateKind.Progress)
        {
            Fail((int)place.Slot, ReasonOf(failed));
        }
        else if (signature == 0)
        {
            // Nothing has left, as it seemed it would, or all that did is done.
            _leaves = scope.Produced != 0;
            Complete((int)place.Slot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Complete(int slot)
    {
        Ack(_ids[slot]);
        Forget(slot);
        Free(slot);
    }

    /// <summary>Apart from the try block, whose variables would live in memory rather than registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Deliver(ref int left)
    {
        bool hasFailures = !_failures.IsEmpty || _givenUp.Count > 0;
        for (; left > 0 && _ackedFirst < _ackedEnd; left--)
        {
            // The call may emit, and so add to the list.
            TId id = _acked[_ackedFirst];
            if (RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
            {
                _acked[_ackedFirst] = default!;
            }

            _ackedFirst++;
            Told++;
            if (hasFailures)
            {
                _failures.Remove(id);
                _givenUp.Remove(new MessageKey<TId>(id));
            }

            _task.Ack(id);
        }
    }

    private void Forget(int slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
        {
            _ids[slot] = default!;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckAcks()
    {
        if (_ackedEnd == _acked.Length)
        {
            MakeRoom();
        }

        _ackedStop = (int)Math.Min(_acked.Length, (long)_ackedEnd + CheckBehind());
    }

    private void MakeRoom()
    {
        int count = _ackedEnd - _ackedFirst;
        TId[] target = _ackedFirst >= _acked.Length / 4 ? _acked : new TId[2 * _acked.Length];
        Array.Copy(_acked, _ackedFirst, target, 0, count);
        if (ReferenceEquals(target, _acked) && RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
        {
            Array.Clear(_acked, count, _ackedEnd - count);
        }

        _acked = target;
        _ackedBefore -= _ackedFirst;
        _ackedFirst = 0;
        _ackedEnd = count;
    }
}
