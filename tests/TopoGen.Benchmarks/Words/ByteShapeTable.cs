namespace TopoGen.Benchmarks;

/// <summary>Counts by words of bytes: open addressing, the words one behind the other in memory of their own.</summary>
internal sealed class ByteShapeTable
{
    private Slot[] _slots = new Slot[1024];
    private byte[] _words = new byte[1024];
    private int _end;
    private int _count;

    public long Total => _slots.Sum(static s => s.Count);

    public void Count(ReadOnlySpan<byte> word, ulong hash)
    {
        Slot[] slots = _slots;
        for (int index = (int)(hash >> 32) & (slots.Length - 1); ; index = (index + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[index];
            if (slot.Hash == hash && slot.Count > 0 && word.SequenceEqual(_words.AsSpan(slot.Start, slot.Length)))
            {
                slot.Count++;
                return;
            }

            if (slot.Count == 0)
            {
                Add(word, hash);
                return;
            }
        }
    }

    private void Add(ReadOnlySpan<byte> word, ulong hash)
    {
        if (_count >= _slots.Length / 2)
        {
            Slot[] before = _slots;
            _slots = new Slot[before.Length * 2];
            foreach (Slot slot in before.Where(static s => s.Count > 0))
            {
                _slots[Free(slot.Hash)] = slot;
            }
        }

        if (_end + word.Length > _words.Length)
        {
            Array.Resize(ref _words, Math.Max(2 * _words.Length, _end + word.Length));
        }

        word.CopyTo(_words.AsSpan(_end));
        _slots[Free(hash)] = new Slot { Hash = hash, Start = _end, Length = word.Length, Count = 1 };
        _end += word.Length;
        _count++;
    }

    private int Free(ulong hash)
    {
        int index = (int)(hash >> 32) & (_slots.Length - 1);
        while (_slots[index].Count > 0)
        {
            index = (index + 1) & (_slots.Length - 1);
        }

        return index;
    }

    private struct Slot
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public long Count;
    }
}
