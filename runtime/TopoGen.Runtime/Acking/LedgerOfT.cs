using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <inheritdoc/>
/// <typeparam name="TId">What the spout calls its messages by.</typeparam>
internal sealed class Ledger<TId> : Ledger
{
    private const int FirstAcks = 64;

    private readonly IReliableTask<TId> _task;
    private readonly IMessageReports _reports;
    private readonly int _maxFailures;
    private readonly FailureCounts<TId> _failures;
    private readonly Queue<(TId Id, FailReason Reason)> _failed = new();
    private TId[] _ids;

    /// <summary>Ids of complete trees, from <see cref="_ackedFirst"/> on; there is always room for one more.</summary>
    private TId[] _acked = new TId[FirstAcks];
    private int _ackedFirst;
    private int _ackedEnd;
    private TId _emitting = default!;

    /// <param name="id">Whose ledger it is.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="tracker">Of the executor that runs the spout's task.</param>
    /// <param name="task">Who is told.</param>
    /// <param name="reports">Where to report what the spout cannot answer for.</param>
    public Ledger(LedgerId id, EngineOptions options, Tracker tracker, IReliableTask<TId> task, IMessageReports reports)
        : base(id, options.MaxPending, tracker)
    {
        _task = task;
        _reports = reports;
        _maxFailures = options.MaxFailures;
        _failures = new FailureCounts<TId>(options.MaxPending);
        _ids = new TId[options.MaxPending];
    }

    public override int Acks => Volatile.Read(ref _ackedEnd) - Volatile.Read(ref _ackedFirst);

    public override int Failures => _failed.Count;

    /// <summary>The spout emits a message: <see cref="End"/> or <see cref="Abandon"/> follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(TId id)
    {
        _emitting = id;
        Tracker.Begin(this);
    }

    /// <summary>The emit has returned. A tree of which nothing has left the executor is complete, and has never had a root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TId id)
    {
        ref Scope scope = ref Tracker.Scope;
        if (scope.State == (int)ScopeKind.Emitting)
        {
            scope.State = 0;
            Ack(id);
        }
        else
        {
            EndSlowly();
        }
    }

    /// <summary>The emit has thrown.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Abandon()
    {
        Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        EndSlowly();
    }

    /// <summary>A message that was never sent has failed.</summary>
    public void Fail(TId id, FailReason reason) => _failed.Enqueue((id, reason));

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
                _reports.CallFailed(nameof(Ack), exception);
            }
        }

        if (_ackedFirst == _ackedEnd)
        {
            _ackedFirst = _ackedEnd = 0;
        }

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
                _reports.CallFailed(nameof(Fail), exception);
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
    }

    protected override void Keep(int slot) => _ids[slot] = _emitting;

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
        TId[] acked = _acked;
        int end = _ackedEnd;
        acked[end] = id;
        _ackedEnd = end + 1;
        if (end + 1 == acked.Length)
        {
            MakeRoom();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndSlowly()
    {
        if (Tracker.Scope is { Kind: ScopeKind.Emitting, Failed: var failed })
        {
            Tracker.Scope.State = 0;
            Fail(_emitting, ReasonOf(failed));
        }
        else
        {
            EndEmit();
        }
    }

    /// <summary>Apart from the try block, whose variables would live in memory rather than registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Deliver(ref int left)
    {
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
            if (!_failures.IsEmpty)
            {
                _failures.Remove(id);
            }

            _task.Acked(id);
        }
    }

    private void Deliver(TId id, FailReason reason)
    {
        int count = reason == FailReason.Stopped || _maxFailures == 0 ? 0 : _failures.Add(id);
        if (count > 0 && count == _maxFailures)
        {
            _failures.Remove(id);
            _reports.MessageGivenUp($"{id}", count, reason);
            _task.Acked(id);
            return;
        }

        _reports.MessageFailed(id, reason);
        _task.Failed(id, reason);
    }

    private void Forget(int slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
        {
            _ids[slot] = default!;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        int count = _ackedEnd - _ackedFirst;
        TId[] target = count < _acked.Length / 2 ? _acked : new TId[2 * _acked.Length];
        Array.Copy(_acked, _ackedFirst, target, 0, count);
        if (ReferenceEquals(target, _acked) && RuntimeHelpers.IsReferenceOrContainsReferences<TId>())
        {
            Array.Clear(_acked, count, _ackedEnd - count);
        }

        _acked = target;
        _ackedFirst = 0;
        _ackedEnd = count;
    }
}
