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
/// </remarks>
public sealed class KeyedTable<TKey, TValue, TOperations> : KeyedState<TKey, TValue>
    where TOperations : struct, IKeyOperations<TKey>
{
    private const int InitialCapacity = 16;

    // Slots in use carry the hash with its lowest bit set, so neither mark can be a hash.
    private const ulong Used = 1;
    private const ulong Empty = 0;
    private const ulong Removed = 2;

    private readonly Func<TValue>? _create;
    private Slot[] _slots;
    private int _shift;
    private int _count;
    private int _removed;

    public KeyedTable()
        : this(null)
    {
    }

    /// <param name="create">Makes the value of a new key; null for the type's default.</param>
    public KeyedTable(Func<TValue>? create)
    {
        _create = create;
        _slots = new Slot[InitialCapacity];
        _shift = ShiftFor(InitialCapacity);
    }

    public override int Count => _count;

    /// <summary>The place of this key's value, made anew where the key is unknown.</summary>
    /// <returns>A reference that is valid until another key is added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TValue GetOrAdd(TKey key)
    {
        ulong hash = TOperations.Hash(key) | Used;
        ref Slot slot = ref _slots[(int)(hash >> _shift)];
        if (slot.Hash == hash && TOperations.AreEqual(slot.Key, key))
        {
            return ref slot.Value;
        }

        return ref FindOrAdd(key, hash);
    }

    public override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int index = Find(key);
        value = index >= 0 ? _slots[index].Value : default;
        return index >= 0;
    }

    public override bool Remove(TKey key)
    {
        int index = Find(key);
        if (index < 0)
        {
            return false;
        }

        _slots[index] = new Slot { Hash = Removed };
        _count--;
        _removed++;
        FreeRemoved(index);
        return true;
    }

    protected override int NextIndex(int index)
    {
        Slot[] slots = _slots;
        while (++index < slots.Length)
        {
            if ((slots[index].Hash & Used) != 0)
            {
                return index;
            }
        }

        return -1;
    }

    protected override Entry EntryAt(int index)
    {
        ref Slot slot = ref _slots[index];
        return new Entry(slot.Key, ref slot.Value);
    }

    private static int ShiftFor(int capacity) => 64 - BitOperations.Log2((uint)capacity);

    private int Find(TKey key)
    {
        ulong hash = TOperations.Hash(key) | Used;
        Slot[] slots = _slots;
        for (int index = (int)(hash >> _shift); ; index = (index + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[index];
            if (slot.Hash == hash && TOperations.AreEqual(slot.Key, key))
            {
                return index;
            }

            if (slot.Hash == Empty)
            {
                return -1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TValue FindOrAdd(TKey key, ulong hash)
    {
        Slot[] slots = _slots;
        int free = -1;
        int index = (int)(hash >> _shift);
        while (true)
        {
            ref Slot slot = ref slots[index];
            if (slot.Hash == hash && TOperations.AreEqual(slot.Key, key))
            {
                return ref slot.Value;
            }

            if (slot.Hash == Removed && free < 0)
            {
                free = index;
            }
            else if (slot.Hash == Empty)
            {
                return ref Add(key, hash, free < 0 ? index : free);
            }

            index = (index + 1) & (slots.Length - 1);
        }
    }

    private ref TValue Add(TKey key, ulong hash, int index)
    {
        // User code and copying first: if they throw, the table is as it was.
        TValue value = _create is null ? default! : _create();
        TKey owned = TOperations.Own(key);
        if (_slots[index].Hash == Removed)
        {
            _removed--;
        }
        else if (_count + _removed >= _slots.Length / 8 * 5)
        {
            // Linear probing stays short up to about 5/8 full.
            Rehash();
            index = FreeIndex(_slots, _shift, hash);
        }

        ref Slot slot = ref _slots[index];
        slot.Hash = hash;
        slot.Key = owned;
        slot.Value = value;
        _count++;
        return ref slot.Value;
    }

    /// <summary>Doubles the table, or only sweeps it where removed entries are what fills it.</summary>
    private void Rehash()
    {
        int capacity = _count < _slots.Length / 4 ? _slots.Length : checked(_slots.Length * 2);
        var slots = new Slot[capacity];
        int shift = ShiftFor(capacity);
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if ((slot.Hash & Used) != 0)
            {
                slots[FreeIndex(slots, shift, slot.Hash)] = slot;
            }
        }

        _slots = slots;
        _shift = shift;
        _removed = 0;
    }

    /// <summary>A mark before a free slot leads nowhere: it and those before it become free, and nothing has to move.</summary>
    private void FreeRemoved(int index)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        if (slots[(index + 1) & mask].Hash != Empty)
        {
            return;
        }

        for (; slots[index].Hash == Removed; index = (index - 1) & mask)
        {
            slots[index].Hash = Empty;
            _removed--;
        }
    }

    private static int FreeIndex(Slot[] slots, int shift, ulong hash)
    {
        int index = (int)(hash >> shift);
        while (slots[index].Hash != Empty)
        {
            index = (index + 1) & (slots.Length - 1);
        }

        return index;
    }

    private struct Slot
    {
        public ulong Hash;
        public TKey Key;
        public TValue Value;
    }
}
