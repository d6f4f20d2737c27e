using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The messages that a spout's task has emitted and whose trees are not complete: for each a signature, the XOR of the ids of its
/// outstanding edges. Whoever consumes a tuple tells the edge that brought it and those that lead on; at zero the tree is complete, whatever
/// the order in which all of it came. Slots are in a ring, in the order of the messages; those that are in use yet are left out, and there are twice as
/// many as messages, so a tree costs no hash, no search worth naming and no allocation, and slow trees hold up no others. Executor's thread.
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

    /// <summary>The ring is as large as what is pending needs: a small one stays in the cache.</summary>
    private const int FirstSlots = 2048;

    /// <summary>So many complete trees may wait for an epoch: where none is committed any more, memory must not fill up.</summary>
    private const int MostUnripe = 1 << 22;

    private readonly int _limit;
    private LedgerEntry[] _entries;

    /// <summary>How many of the slots are in use by turns.</summary>
    private int _slots;

    /// <summary>The slot that was taken last.</summary>
    private int _last = -1;

    /// <summary>The version of slots that are taken on this way around the ring: odd.</summary>
    private uint _round = 1;
    private int _pending;
    private (uint Round, int Last) _call;
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
        _entries = new LedgerEntry[SlotsFor(capacity)];
        _slots = Math.Min(FirstSlots, _entries.Length);
    }

    public LedgerId Id { get; }

    /// <summary>Trees that are not complete. Any thread; may lag.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Updates of trees that were over already. Any thread; may lag.</summary>
    public long Ignored => Volatile.Read(ref _ignored);

    /// <summary>Whether any tree has had a root so far. Any thread; may lag.</summary>
    public bool HasRooted => Volatile.Read(ref _last) >= 0;

    /// <summary>Whether a message can be taken without more slots.</summary>
    public bool HasRoom => 2 * _pending < _slots;

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

    /// <summary>Complete trees of which the spout may be told now.</summary>
    public int RipeAcks => AwaitsEpochs ? (int)Math.Min(Acks, _ripe - Told) : Acks;

    /// <summary>Of how many complete trees the spout was told.</summary>
    protected long Told { get; set; }

    /// <summary>Applies what a bolt's task tells of a tree.</summary>
    public abstract void Apply(in LedgerUpdate update);

    /// <summary>Applies the same to trees whose places follow one another.</summary>
    /// <param name="place">The first one's, with the kind of the update.</param>
    /// <param name="edges">What is told of each.</param>
    /// <param name="step">From one place to the next.</param>
    /// <param name="count">How many.</param>
    /// <returns>The place that would follow.</returns>
    public abstract ulong Apply(ulong place, ulong edges, ulong step, int count);

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
        for (int slot = 0; slot < _slots && _pending > 0; slot++)
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
        for (int slot = 0; slot < _slots && _pending > 0; slot++)
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

    /// <summary>So many slots there are.</summary>
    protected static int SlotsFor(int pending) => 2 * pending;

    /// <summary>There are more slots.</summary>
    protected abstract void Resize(int capacity);

    /// <summary>Takes a free slot for a message of which nobody knows yet what will leave the executor. There must be room.</summary>
    /// <param name="version">Which use of it this is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Take(out uint version)
    {
        // Not 0, as long as the edges of the emit are not counted in: what is called directly may settle some of them before.
        return Take(Emitting, out version);
    }

    /// <summary>Takes a free slot. There must be room.</summary>
    /// <param name="signature">What the tree begins with.</param>
    /// <param name="version">Which use of it this is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Take(ulong signature, out uint version)
    {
        LedgerEntry[] entries = _entries;
        int slot = _last;
        do
        {
            if (++slot == _slots)
            {
                slot = 0;
                _round += 2;
            }
        }
        while (entries[slot].IsInUse);

        _last = slot;
        version = _round;
        ref LedgerEntry entry = ref entries[slot];
        entry.Signature = signature;
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
        if (_pending-- == _limit)
        {
            AdaptGate();
        }
    }

    /// <summary>A call of the spout begins.</summary>
    protected void BeginClaims() => _call = (_round, _last);

    /// <summary>Fails the trees whose slots were taken since: those that follow in the ring.</summary>
    protected void FailClaims(FailReason reason)
    {
        (int first, int last) = _round == _call.Round ? (_call.Last + 1, _last) : (0, _slots - 1);
        for (int slot = first; slot <= last; slot++)
        {
            ref LedgerEntry entry = ref _entries[slot];
            int rounds = (int)(entry.Version - _call.Round);
            if (entry.IsInUse && (rounds > 0 || (rounds == 0 && slot > _call.Last)))
            {
                Fail(slot, reason);
            }
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

    /// <summary>More messages are pending than ever before; in a single call of the spout there may be more than the limit.</summary>
    /// <exception cref="InvalidOperationException">There are as many as can be.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void Grow()
    {
        if (_slots < _entries.Length)
        {
            _slots = Math.Min(2 * _slots, _entries.Length);
            return;
        }

        int capacity = (int)Math.Min(2L * _slots, LedgerPlace.MostSlots);
        if (capacity == _slots)
        {
            throw new InvalidOperationException($"A spout has emitted {_pending:N0} messages that are not complete; emit less per call.");
        }

        _slots = capacity;
        Array.Resize(ref _entries, capacity);
        if (_held is not null)
        {
            Array.Resize(ref _held, capacity);
        }

        Resize(capacity);
    }
}
