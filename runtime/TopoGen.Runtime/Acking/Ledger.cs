using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The messages that a spout's task has emitted and whose trees are not complete: for each a signature, the XOR of the ids of its
/// outstanding edges. Whoever consumes a tuple tells the edge that brought it and those that lead on; at zero the tree is complete, whatever
/// the order in which all of it came. Slots are in arrays and taken from a free list, so a tree costs no hash and no allocation.
/// Executor's thread.
/// </summary>
/// <remarks>The signature is Apache Storm's.</remarks>
internal abstract partial class Ledger
{
    /// <summary>How often the clock moves within a message timeout.</summary>
    public const int Periods = 4;

    /// <summary>What stands for the edges of an emit that has not returned.</summary>
    protected const ulong Emitting = 1;

    /// <summary>A spout that has not heard of so few is not behind: one turn may bring as many.</summary>
    protected const int LeastBehind = 1024;

    /// <summary>So many complete trees may wait for an epoch: where none is committed any more, memory must not fill up.</summary>
    private const int MostUnripe = 1 << 22;

    private readonly int _limit;
    private LedgerEntry[] _entries;

    /// <summary>A stack of free slots: those that were in use last are in the cache.</summary>
    private int[] _free;
    private int _freeCount;
    private int _pending;
    private int _now;
    private long _ignored;
    private long _markedEpoch;
    private long _marked;
    private long _ripe;
    private Gate? _gate;
    private bool _isClosed;
    private bool _isLifted;
    private bool _isBehind;

    /// <param name="id">Whose ledger it is.</param>
    /// <param name="capacity">How many incomplete trees there may be until the spout is not asked.</param>
    protected Ledger(LedgerId id, int capacity)
    {
        Id = id;
        _limit = capacity;
        _entries = new LedgerEntry[capacity];
        _free = new int[capacity];
        Stack(0, capacity);
    }

    public LedgerId Id { get; }

    /// <summary>Trees that are not complete. Any thread; may lag.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Updates of trees that were over already. Any thread; may lag.</summary>
    public long Ignored => Volatile.Read(ref _ignored);

    /// <summary>How many trees have had a root so far. Any thread; may lag.</summary>
    public long Rooted => _entries.Sum(e => (long)(e.Version + 1) / 2);

    /// <summary>How often the clock has moved. Any thread; may lag.</summary>
    public int Now => Volatile.Read(ref _now);

    /// <summary>
    /// Set when the spout has said that its input is over and trees are pending: it is asked again only after one of them has failed, because
    /// it may then emit the message again.
    /// </summary>
    public bool IsInputOver { get; private set; }

    /// <summary>
    /// Whether nothing can fail any more that the spout could replay: all trees are complete or have nothing outstanding but what bolts
    /// hold until the input is over.
    /// </summary>
    public bool IsAtRest => Failures == 0 && (_pending == 0 || (_heldTrees == _pending && IsAllHeld()));

    public bool IsEmpty => _pending == 0 && Acks == 0 && Failures == 0;

    /// <summary>Complete trees whose spout has not been told. Any thread; may lag.</summary>
    public abstract int Acks { get; }

    /// <summary>Failed trees whose spout has not been told. Any thread; may lag.</summary>
    public abstract int Failures { get; }

    /// <summary>
    /// Whether a complete tree is told only when an epoch is committed that holds its effects: where bolts keep state, what was acked and is in no
    /// checkpoint would be gone with the next failure.
    /// </summary>
    public bool AwaitsEpochs { get; init; }

    /// <summary>Whether calls of the spout may fail as a whole: see <see cref="BeginCall"/>.</summary>
    public bool IsJournaled { get; init; }

    /// <summary>Complete trees of which the spout may be told now.</summary>
    public int RipeAcks => AwaitsEpochs ? (int)Math.Min(Acks, _ripe - Told) : Acks;

    /// <summary>Of how many complete trees the spout was told.</summary>
    protected long Told { get; set; }

    /// <summary>Makes the receiving end of one channel of updates.</summary>
    public abstract OutputPort CreateInput();

    /// <summary>A call of the spout begins.</summary>
    public abstract void BeginCall();

    /// <summary>The call has thrown, and nothing of it was sent: its messages have failed.</summary>
    public abstract void FailCall();

    /// <summary>Takes a slot for the message that is being emitted.</summary>
    public abstract LedgerPlace Claim();

    /// <summary>Tells the spout of complete trees.</summary>
    /// <param name="most">Of how many at the most.</param>
    /// <returns>Whether there was any.</returns>
    public abstract bool DeliverAcks(int most);

    /// <summary>Tells the spout of failed trees.</summary>
    /// <inheritdoc cref="DeliverAcks"/>
    public abstract bool DeliverFailures(int most);

    /// <summary>Closes and opens a work unit's gate as trees come and go.</summary>
    public void Attach(Gate gate)
    {
        _gate = gate;
        AdaptGate();
    }

    /// <summary>The spout is to stop: however full the ledger is, that must not wait.</summary>
    public void LiftLimit()
    {
        _isLifted = true;
        AdaptGate();
    }

    /// <summary>
    /// The spout's task has come to the cut of an epoch: all effects of trees that were complete before lie before the cuts of all bolts, because
    /// the barrier follows them.
    /// </summary>
    public void Mark(long epoch) => (_markedEpoch, _marked) = (epoch, Told + Acks);

    /// <summary>An epoch is committed: complete trees from before its cut may be told.</summary>
    public void Ripen(long epoch)
    {
        if (epoch == _markedEpoch)
        {
            _ripe = _marked;
        }
    }

    /// <summary>No epoch follows any more: complete trees whose effects no checkpoint holds have failed.</summary>
    public abstract void FailUnripe(FailReason reason);

    /// <summary>
    /// The clock moves: fails the trees of which nothing was heard for more than <see cref="Periods"/> of its moves and one, because what happens to a
    /// tree is told only once in a period.
    /// </summary>
    public void Tick()
    {
        int now = _now + 1;
        Volatile.Write(ref _now, now);
        for (int slot = 0; slot < _entries.Length && _pending > 0; slot++)
        {
            ref LedgerEntry entry = ref _entries[slot];
            if (entry.IsInUse && now - entry.Stamp > Periods + 1)
            {
                Fail(slot, FailReason.TimedOut);
            }
        }
    }

    /// <summary>Fails all trees.</summary>
    public void FailAll(FailReason reason)
    {
        for (int slot = 0; slot < _entries.Length && _pending > 0; slot++)
        {
            if (_entries[slot].IsInUse)
            {
                Fail(slot, reason);
            }
        }
    }

    /// <summary>The spout says that its input is over.</summary>
    /// <returns>Whether that is final.</returns>
    public bool EndInput()
    {
        IsInputOver = !IsAtRest;
        return !IsInputOver;
    }

    /// <summary>The tree in a slot has failed; the slot is free from now on.</summary>
    protected abstract void Failed(int slot, FailReason reason);

    /// <summary>The tree in a slot is complete; the slot is free from now on.</summary>
    protected abstract void Acked(int slot);

    /// <summary>More messages than the limit, of a single call of the spout.</summary>
    protected abstract void Resize(int capacity);

    /// <summary>Takes a free slot.</summary>
    /// <param name="version">Which use of it this is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Take(out uint version)
    {
        if (_freeCount == 0)
        {
            Grow();
        }

        int slot = _free[--_freeCount];
        ref LedgerEntry entry = ref _entries[slot];
        version = entry.Version + 1;

        // Not 0, as long as the edges of the emit are not counted in: what is called directly may settle some of them before.
        entry.Signature = Emitting;
        entry.Version = version;
        entry.Stamp = _now;
        if (++_pending == _limit)
        {
            AdaptGate();
        }

        return slot;
    }

    /// <summary>The tree that an update is of; a null reference where it is over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref LedgerEntry Find(uint slot, uint version, bool isProgress = true)
    {
        LedgerEntry[] entries = _entries;
        if (slot >= (uint)entries.Length || entries[slot].Version != version)
        {
            return ref Unsafe.NullRef<LedgerEntry>();
        }

        ref LedgerEntry entry = ref entries[slot];
        if (isProgress)
        {
            entry.Stamp = _now;
        }

        return ref entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Free(int slot)
    {
        if (_held is not null)
        {
            SetHeld(slot, 0);
        }

        _entries[slot].Version++;
        _free[_freeCount++] = slot;
        if (_pending-- == _limit)
        {
            AdaptGate();
        }
    }

    protected void FailPending(int slot, FailReason reason)
    {
        if (_entries[slot].IsInUse)
        {
            Fail(slot, reason);
        }
    }

    protected void Fail(int slot, FailReason reason)
    {
        Failed(slot, reason);
        Free(slot);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void Ignore() => Volatile.Write(ref _ignored, _ignored + 1);

    /// <summary>A failure is told: the spout may emit the message again.</summary>
    protected void Reopen() => IsInputOver = false;

    /// <summary>
    /// A spout that takes longer to hear of its messages than to emit them is not asked for more until it has caught up. What waits for an epoch
    /// does not make it late.
    /// </summary>
    /// <returns>How many more may follow until it is to be looked at again.</returns>
    protected int CheckBehind()
    {
        int most = AwaitsEpochs ? MostUnripe : Math.Max(LeastBehind, _limit / 4);
        int acks = Acks;
        bool isBehind = _isBehind ? acks > most / 2 : acks >= most;
        if (isBehind != _isBehind)
        {
            _isBehind = isBehind;
            AdaptGate();
        }

        return isBehind ? int.MaxValue : most - acks;
    }

    protected static FailReason ReasonOf(LedgerUpdateKind kind)
        => kind == LedgerUpdateKind.FailedByHand ? FailReason.FailedByHand : FailReason.HandlerFailed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AdaptGate()
    {
        bool closes = (_pending >= _limit || _isBehind) && !_isLifted;
        if (_gate is null || closes == _isClosed)
        {
            return;
        }

        _isClosed = closes;
        if (closes)
        {
            _gate.Close();
        }
        else
        {
            _gate.Open();
        }
    }

    /// <summary>A single call of the spout emits more messages than there may be: the gate is closed, but the call must end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        int before = _entries.Length;
        int capacity = (int)Math.Min(2L * before, LedgerPlace.MostSlots);
        if (capacity == before)
        {
            throw new InvalidOperationException($"A spout has emitted {capacity:N0} messages that are not complete; emit less per call.");
        }

        Array.Resize(ref _entries, capacity);
        Array.Resize(ref _free, capacity);
        if (_held is not null)
        {
            Array.Resize(ref _held, capacity);
        }

        Resize(capacity);
        Stack(before, capacity);
    }

    /// <summary>Puts new slots on the stack, the first one uppermost.</summary>
    private void Stack(int first, int end)
    {
        for (int slot = end - 1; slot >= first; slot--)
        {
            _free[_freeCount++] = slot;
        }
    }
}
