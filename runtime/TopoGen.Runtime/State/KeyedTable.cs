using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The keys and values of one per-key state in one task: an open-addressing table with linear probing, whose entries stay
/// where they are until it grows. Not thread-safe.
/// </summary>
/// <remarks>
/// The place of a key comes from the high bits of its hash, because the low ones choose the key group and may be the same for
/// every key of a table. The hash is kept with the entry: most probes of other keys end without a comparison, and growing
/// never hashes again. Removal leaves a mark, so a walk may remove the entry at hand.
/// <para>
/// To follow changes costs nothing where a key changes often: <see cref="GetOrAdd(TKey, ulong)"/> compares the slot with what it holds once the entry
/// is marked as changed (and as used just now, where keys are forgotten), in one comparison with the hash. A slot that is marked
/// otherwise takes the long way, which marks it. A table that nobody captures has marked entries only.
/// </para>
/// </remarks>
public sealed partial class KeyedTable<TKey, TValue, TOperations> : KeyedState<TKey, TValue>
    where TOperations : struct, IKeyOperations<TKey>
{
    private const int InitialCapacity = 16;

    private readonly Func<TValue>? _create;
    private Slot[] _slots;
    private int _shift;

    // The marks of an entry that need not be marked again.
    private ulong _marks = SlotMark.Used | SlotMark.Dirty;
    private int _count;
    private int _removed;

    public KeyedTable()
        : this(null)
    {
    }

    /// <param name="create">Makes the value of a new key; null for the type's default.</param>
    /// <param name="timeToLive">After so long without an access a key is forgotten; zero for never.</param>
    public KeyedTable(Func<TValue>? create, TimeSpan timeToLive = default)
    {
        _create = create;
        _slots = new Slot[InitialCapacity];
        _shift = ShiftFor(InitialCapacity);
        SetLifetime(timeToLive);
    }

    public override int Count => _count;

    /// <summary>The place of this key's value, made anew where the key is unknown. The entry counts as changed.</summary>
    /// <returns>A reference that is valid until another key is added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TValue GetOrAdd(TKey key) => ref GetOrAdd(key, TOperations.Hash(key));

    /// <inheritdoc cref="GetOrAdd(TKey)"/>
    /// <param name="key">The key.</param>
    /// <param name="hash">What <typeparamref name="TOperations"/> makes of it; of another one, the state could not be restored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TValue GetOrAdd(TKey key, ulong hash)
    {
        int index = (int)(hash >> _shift);
        ref Slot slot = ref _slots[index];
        ulong mark = (hash & SlotMark.Hash) | _marks;
        if (slot.Mark == mark && TOperations.AreEqual(slot.Key, key))
        {
            if (_before is { } before)
            {
                Keep(before, index, ref slot);
            }

            return ref slot.Value;
        }

        return ref FindOrAdd(key, mark);
    }

    public override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int index = Find(key);
        if (index < 0 || IsExpired(_slots[index].Mark))
        {
            value = default;
            return false;
        }

        value = CopyAt(index);
        return true;
    }

    public override bool Remove(TKey key)
    {
        int index = Find(key);
        if (index < 0)
        {
            return false;
        }

        bool wasThere = !IsExpired(_slots[index].Mark);
        if (wasThere && IsUndoable)
        {
            Reserve(index);
        }
        else
        {
            RemoveAt(index);
        }

        return wasThere;
    }

    protected override int NextIndex(int index)
    {
        Slot[] slots = _slots;
        while (++index < slots.Length)
        {
            if ((slots[index].Mark & SlotMark.Used) != 0 && !IsExpired(slots[index].Mark))
            {
                return index;
            }
        }

        return -1;
    }

    protected override TKey KeyAt(int index) => _slots[index].Key;

    protected override ref TValue ValueAt(int index)
    {
        Keep(index);
        MarkChanged(index);
        return ref _slots[index].Value;
    }

    protected override TValue CopyAt(int index)
    {
        // What a copy refers to may be changed in place.
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TValue>() && typeof(TValue) != typeof(string))
        {
            MarkChanged(index);
        }

        return _slots[index].Value;
    }

    private static int ShiftFor(int capacity) => 64 - BitOperations.Log2((uint)capacity);

    private int Find(TKey key)
    {
        ulong hash = TOperations.Hash(key);
        return Find(key, hash, out _);
    }

    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="free">Where it could be added without growing, if it is not found.</param>
    /// <returns>The slot of the key, or -1.</returns>
    private int Find(TKey key, ulong hash, out int free)
    {
        Slot[] slots = _slots;
        ulong wanted = (hash & SlotMark.Hash) | SlotMark.Used;
        free = -1;
        for (int index = (int)(hash >> _shift); ; index = (index + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[index];
            if ((slot.Mark & SlotMark.Identity) == wanted && TOperations.AreEqual(slot.Key, key))
            {
                return index;
            }

            if (slot.Mark == SlotMark.Removed && free < 0)
            {
                free = index;
            }
            else if (slot.Mark == SlotMark.Empty)
            {
                free = free < 0 ? index : free;
                return -1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TValue FindOrAdd(TKey key, ulong mark)
    {
        Slot[] slots = _slots;
        int free = -1;
        int index = (int)(mark >> _shift);
        while (true)
        {
            ref Slot slot = ref slots[index];
            if (((slot.Mark ^ mark) & SlotMark.Identity) == 0 && TOperations.AreEqual(slot.Key, key))
            {
                return ref Known(index, mark);
            }

            if (slot.Mark == SlotMark.Removed && free < 0)
            {
                free = index;
            }
            else if (slot.Mark == SlotMark.Empty)
            {
                return ref Add(key, mark, free < 0 ? index : free);
            }

            index = (index + 1) & (slots.Length - 1);
        }
    }

    private ref TValue Add(TKey key, ulong mark, int free)
    {
        // User code and copying first: if they throw, the table is as it was.
        TValue value = NewValue();
        TKey owned = TOperations.Own(key);
        int index = Place(mark, free);
        _slots[index] = new Slot { Mark = mark, Key = owned, Value = value };
        KeepNew(index);
        if (_changes is not null)
        {
            Enlist(index);
        }

        return ref _slots[index].Value;
    }

    private TValue NewValue() => _create is null ? default! : _create();

    /// <summary>Takes a slot for a new key.</summary>
    /// <returns>Where: at <paramref name="free"/>, unless the table had to grow.</returns>
    private int Place(ulong hash, int free)
    {
        if (_slots[free].Mark == SlotMark.Removed)
        {
            _removed--;
        }
        else if (_count + _removed >= _slots.Length / 8 * 5)
        {
            // Linear probing stays short up to about 5/8 full.
            Rehash();
            free = FreeIndex(_slots, _shift, hash);
        }

        _count++;
        return free;
    }

    /// <summary>The entry is accessed, and not marked as one that was changed just now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Touch(int index, ulong mark)
    {
        ref Slot slot = ref _slots[index];
        if (IsExpired(slot.Mark))
        {
            slot.Value = NewValue();
            KeepNew(index);
        }
        else
        {
            Keep(index);
        }

        bool isListed = (slot.Mark & SlotMark.Dirty) != 0;
        slot.Mark = mark;
        if (!isListed)
        {
            Enlist(index);
        }
    }

    private void RemoveAt(int index)
    {
        ref Slot slot = ref _slots[index];
        _changes?.Removed(index, GroupOf(slot.Mark), slot.Key);
        Vacate(index);
    }

    private void Vacate(int index)
    {
        _slots[index] = new Slot { Mark = SlotMark.Removed };
        _count--;
        _removed++;
        FreeRemoved(index);
    }

    /// <summary>Doubles the table, or only sweeps it where removed entries are what fills it.</summary>
    private void Rehash()
    {
        Release();
        Slot[] before = _slots;
        int capacity = _count + _reserved.Count < before.Length / 4 ? before.Length : checked(before.Length * 2);
        var slots = new Slot[capacity];
        int shift = ShiftFor(capacity);
        _changes?.Move(capacity);
        int[]? moves = HasKept ? new int[before.Length] : null;
        for (int from = 0; from < before.Length; from++)
        {
            ref Slot slot = ref before[from];
            if (slot.Mark == SlotMark.Reserved)
            {
                int kept = FreeIndex(slots, shift, TOperations.Hash(slot.Key));
                slots[kept] = slot;
                moves![from] = kept;
            }

            if ((slot.Mark & SlotMark.Used) == 0)
            {
                continue;
            }

            if (IsExpired(slot.Mark))
            {
                _changes?.Dropped(from, GroupOf(slot.Mark), slot.Key);
                _count--;
                continue;
            }

            int to = FreeIndex(slots, shift, slot.Mark);
            slots[to] = slot;
            if (moves is not null)
            {
                moves[from] = to;
            }

            _changes?.Moved(from, to, GroupOf(slot.Mark), (slot.Mark & SlotMark.Dirty) != 0);
        }

        _slots = slots;
        _shift = shift;
        _removed = _reserved.Count;
        if (moves is not null)
        {
            MoveKept(moves);
        }
    }

    /// <summary>A mark before a free slot leads nowhere: it and those before it become free, and nothing has to move.</summary>
    private void FreeRemoved(int index)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        if (slots[(index + 1) & mask].Mark != SlotMark.Empty)
        {
            return;
        }

        for (; slots[index].Mark == SlotMark.Removed; index = (index - 1) & mask)
        {
            slots[index].Mark = SlotMark.Empty;
            _removed--;
        }
    }

    private static int FreeIndex(Slot[] slots, int shift, ulong hash)
    {
        int index = (int)(hash >> shift);
        while (slots[index].Mark != SlotMark.Empty)
        {
            index = (index + 1) & (slots.Length - 1);
        }

        return index;
    }

    private struct Slot
    {
        public ulong Mark;
        public TKey Key;
        public TValue Value;
    }
}
