using System.Runtime.InteropServices;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <content>Following changes, and how they are written and applied elsewhere.</content>
public sealed partial class KeyedTable<TKey, TValue, TOperations>
{
    private const int MostAge = byte.MaxValue;

    private TableChanges<TKey>? _changes;
    private GroupBuckets? _taken;
    private GroupBuckets? _takenRemoved;
    private List<ulong>? _scratch;
    private int _groupMask;

    /// <summary>Whether it holds, or held, anything that <see cref="Read"/> has not brought.</summary>
    internal bool HasChanges => _changes is { Listed.IsEmpty: false } or { RemovedKeys.IsEmpty: false };

    /// <summary>Follows changes from now on; all that it holds counts as changed.</summary>
    internal void Track(int keyGroups)
    {
        _groupMask = keyGroups - 1;
        _changes = new TableChanges<TKey>(_slots.Length);
        _taken = new GroupBuckets(keyGroups);
        _takenRemoved = new GroupBuckets(keyGroups);
        EnlistAll();
    }

    /// <summary>Finds out what there is to write.</summary>
    /// <param name="full">By group: whether to write all of it. Empty for none.</param>
    /// <param name="touched">Set for each group that may have something to write.</param>
    internal void BeginCapture(ReadOnlySpan<bool> full, Span<bool> touched)
    {
        ReadOnlySpan<ulong> listed = _changes!.Listed;
        if (!full.IsEmpty)
        {
            listed = Whole(listed, full);
        }

        _taken!.Fill(listed, touched);
        _takenRemoved!.Fill(_changes.RemovedKeys, touched);
    }

    /// <summary>Writes the changes of a group, or all of it, and takes the marks away.</summary>
    /// <returns>Keys written or removed.</returns>
    internal int Write<TKeyCodec, TValueCodec>(ref TupleWriter writer, int group, bool isFull)
        where TKeyCodec : struct, IFieldCodec<TKey>
        where TValueCodec : struct, IFieldCodec<TValue>
    {
        int start = writer.Length;
        writer.Reserve(TableHeader.Size(Expires));
        int removed = isFull ? 0 : WriteRemoved<TKeyCodec>(ref writer, group);
        int written = WriteEntries<TKeyCodec, TValueCodec>(ref writer, group, isFull);
        new TableHeader(removed, written, _tick, _tickLength).WriteAt(ref writer, start);
        return removed + written;
    }

    internal void EndCapture() => _changes!.Clear();

    /// <summary>Applies what <see cref="Write"/> has written; it counts as unchanged.</summary>
    /// <exception cref="TupleFormatException">The bytes are damaged.</exception>
    internal void Read<TKeyCodec, TValueCodec>(scoped ref TupleReader reader, int group, string name)
        where TKeyCodec : struct, IFieldCodec<TKey>
        where TValueCodec : struct, IFieldCodec<TValue>
    {
        TableHeader header = TableHeader.Read(ref reader, name);
        reader.CheckCount(header.Removed, TKeyCodec.MinimumSize, name);
        for (int i = 0; i < header.Removed; i++)
        {
            TKey key = TKeyCodec.Read(ref reader, reader.Take(TKeyCodec.FixedSize, name), 0, name);
            int index = Find(key, CheckedHash(key, ref reader, group, name), out _);
            if (index >= 0)
            {
                Discard(index);
            }
        }

        int sizeOfAge = header.HasAges ? 1 : 0;
        reader.CheckCount(header.Written, TKeyCodec.MinimumSize + TValueCodec.MinimumSize + sizeOfAge, name);

        // A key that was swept here meanwhile is removed by the next capture, which then has to bring it again.
        bool mayBeRemoved = _changes!.HasRemoved(group);
        for (int i = 0; i < header.Written; i++)
        {
            TupleSource block = reader.Take(sizeOfAge + TKeyCodec.FixedSize + TValueCodec.FixedSize, name);
            TKey key = TKeyCodec.Read(ref reader, block, sizeOfAge, name);
            TValue value = TValueCodec.Read(ref reader, block, sizeOfAge + TKeyCodec.FixedSize, name);
            ulong hash = CheckedHash(key, ref reader, group, name);
            Put(key, hash, value, Expires && header.HasAges ? TickOf(header, block.ReadRaw<byte>(0)) : _tick, mayBeRemoved);
        }

        if (reader.Remaining > 0)
        {
            TupleErrors.Invalid(name, reader.Position, "the end of its keys");
        }
    }

    /// <summary>Drops groups, as if they had never been.</summary>
    /// <param name="groups">By group: whether to drop it.</param>
    internal void Forget(ReadOnlySpan<bool> groups)
    {
        _changes!.Forget(groups);
        for (int index = 0; index < _slots.Length; index++)
        {
            if ((_slots[index].Mark & SlotMark.Used) != 0 && groups[GroupOf(_slots[index].Mark)])
            {
                Discard(index);
            }
        }
    }

    /// <summary>Says which groups have changed since the last capture, or since they were read.</summary>
    /// <param name="changed">By group: set where it has.</param>
    internal void MarkChanged(Span<bool> changed)
    {
        foreach (ulong item in _changes!.Listed)
        {
            changed[GroupBuckets.GroupOf(item)] = true;
        }

        foreach (ulong item in _changes.RemovedKeys)
        {
            changed[GroupBuckets.GroupOf(item)] = true;
        }
    }

    /// <summary>
    /// Takes all that another table holds, which is of no use any more then. Nothing has been done to this one but <see cref="Track"/>, with as many key groups, and nothing calls either of them.
    /// </summary>
    internal void Adopt(KeyedTable<TKey, TValue, TOperations> former)
    {
        // No call runs that might put back what it removed.
        foreach (int index in former._reserved)
        {
            former._slots[index] = new Slot { Mark = SlotMark.Removed };
            former.FreeRemoved(index);
        }

        (_slots, _shift, _count, _removed, _changes) = (former._slots, former._shift, former._count, former._removed, former._changes);
        (_tick, _swept) = (former._tick, former._swept);
        if (Expires)
        {
            SetStamp();
        }

        former._slots = [];
        former._reserved.Clear();
    }

    private int GroupOf(ulong mark) => (int)mark & _groupMask;

    /// <summary>A slot is marked as changed.</summary>
    private void Enlist(int index)
    {
        // Where keys come and go, the same few slots are listed again and again: then it is time to look which are still changed.
        if (_changes!.Listed.Length < _slots.Length)
        {
            _changes.Enlist(index, GroupOf(_slots[index].Mark));
        }
        else
        {
            EnlistAll();
        }
    }

    private void EnlistAll()
    {
        _changes!.ClearListed();
        for (int index = 0; index < _slots.Length; index++)
        {
            if ((_slots[index].Mark & SlotMark.Dirty) != 0)
            {
                _changes.Enlist(index, GroupOf(_slots[index].Mark));
            }
        }
    }

    /// <summary>The value of an entry may be changed without an access by its key.</summary>
    private void MarkChanged(int index)
    {
        ref Slot slot = ref _slots[index];
        if ((slot.Mark & (SlotMark.Used | SlotMark.Dirty)) == SlotMark.Used)
        {
            slot.Mark |= SlotMark.Dirty;
            Enlist(index);
        }
    }

    /// <summary>The changes of the groups that are not written as a whole, and all entries of those that are.</summary>
    private ReadOnlySpan<ulong> Whole(ReadOnlySpan<ulong> listed, ReadOnlySpan<bool> full)
    {
        _scratch ??= [];
        _scratch.Clear();
        foreach (ulong item in listed)
        {
            if (!full[GroupBuckets.GroupOf(item)])
            {
                _scratch.Add(item);
            }
        }

        for (int index = 0; index < _slots.Length; index++)
        {
            ulong mark = _slots[index].Mark;
            if ((mark & SlotMark.Used) != 0 && full[GroupOf(mark)])
            {
                _scratch.Add(GroupBuckets.Pack(GroupOf(mark), index));
            }
        }

        return CollectionsMarshal.AsSpan(_scratch);
    }

    private int WriteRemoved<TKeyCodec>(ref TupleWriter writer, int group)
        where TKeyCodec : struct, IFieldCodec<TKey>
    {
        ReadOnlySpan<int> removed = _takenRemoved![group];
        foreach (int index in removed)
        {
            TKey key = _changes!.RemovedKey(index);
            int header = TKeyCodec.Write(writer.Reserve(TKeyCodec.FixedSize), 0, key);
            TKeyCodec.WritePayload(ref writer, key, header);
        }

        return removed.Length;
    }

    private int WriteEntries<TKeyCodec, TValueCodec>(ref TupleWriter writer, int group, bool isFull)
        where TKeyCodec : struct, IFieldCodec<TKey>
        where TValueCodec : struct, IFieldCodec<TValue>
    {
        int written = 0;
        int sizeOfAge = Expires ? 1 : 0;
        ulong needed = isFull ? SlotMark.Used : SlotMark.Used | SlotMark.Dirty;
        foreach (int index in _taken![group])
        {
            ref Slot slot = ref _slots[index];

            // It may have been listed twice, or for a key that was here before.
            if ((slot.Mark & needed) != needed || GroupOf(slot.Mark) != group)
            {
                continue;
            }

            TupleBlock block = writer.Reserve(sizeOfAge + TKeyCodec.FixedSize + TValueCodec.FixedSize);
            if (Expires)
            {
                block.WriteRaw(0, (byte)Math.Min(AgeOf(slot.Mark), MostAge));
            }

            int keyHeader = TKeyCodec.Write(block, sizeOfAge, slot.Key);
            int valueHeader = TValueCodec.Write(block, sizeOfAge + TKeyCodec.FixedSize, slot.Value);
            TKeyCodec.WritePayload(ref writer, slot.Key, keyHeader);
            TValueCodec.WritePayload(ref writer, slot.Value, valueHeader);
            slot.Mark &= ~SlotMark.Dirty;
            _changes!.Saved(index);
            written++;
        }

        return written;
    }

    private ulong CheckedHash(TKey key, scoped ref TupleReader reader, int group, string name)
    {
        ulong hash = TOperations.Hash(key);
        if (GroupOf(hash) != group)
        {
            TupleErrors.Invalid(name, reader.Position, $"a key of group {group}");
        }

        return hash;
    }

    /// <summary>The tick of the last access, on this table's clock; never so far back that 16 bits could not tell.</summary>
    private long TickOf(in TableHeader header, byte age)
    {
        long accessed = unchecked((header.Tick - age) * header.TickLength);
        return Math.Clamp(accessed / _tickLength, _tick - _lifetime - 1, _tick);
    }

    private void Put(TKey key, ulong hash, TValue value, long tick, bool mayBeRemoved)
    {
        int index = Find(key, hash, out int free);
        bool isNew = index < 0;
        if (isNew)
        {
            index = Place(hash, free);
        }

        ulong stamp = Expires ? (ulong)(ushort)tick << SlotMark.StampShift : 0;
        _slots[index] = new Slot { Mark = (hash & SlotMark.Hash) | SlotMark.Used | stamp, Key = key, Value = value };
        _changes!.Saved(index);
        if (isNew && mayBeRemoved)
        {
            MarkChanged(index);
        }
    }

    private void Discard(int index)
    {
        _changes!.TakeSaved(index);
        Vacate(index);
    }
}
