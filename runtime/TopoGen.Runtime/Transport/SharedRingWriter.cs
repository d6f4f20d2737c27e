namespace TopoGen.Runtime;

/// <summary>
/// The writing end of a ring. It trusts what it wrote itself, never what the other side may have written into its memory. One thread at
/// a time; <see cref="HasRoom"/> also another one, while that one waits.
/// </summary>
/// <param name="state">New: all zeros.</param>
/// <param name="bytes">The ring's memory, which must outlive this.</param>
/// <param name="size">Bytes of it.</param>
internal sealed unsafe class SharedRingWriter(RingState* state, byte* bytes, int size)
{
    private long _written;
    private long _read;
    private int _next;

    /// <summary>
    /// Whether so much is free that it is worth waking the writer. Also where the other side's position is impossible, which
    /// <see cref="Write"/> will find.
    /// </summary>
    public bool HasRoom
    {
        get
        {
            long held = _written - Volatile.Read(ref state->Read);
            return held < 0 || held > size || RingFile.IsEnough(size - held, size);
        }
    }

    /// <returns>How many bytes were taken; 0 when the ring is full, -1 when the other side's position is impossible.</returns>
    public int Write(ReadOnlySpan<byte> source)
    {
        if (source.Length > size - (_written - _read) && !Look())
        {
            return -1;
        }

        int count = (int)Math.Min(source.Length, size - (_written - _read));
        int first = Math.Min(count, size - _next);
        RingCopy.Copy(source[..first], new Span<byte>(bytes + _next, first));
        RingCopy.Copy(source[first..count], new Span<byte>(bytes, size));
        _next = first < count || _next + count == size ? count - first : _next + count;
        _written += count;
        Volatile.Write(ref state->Written, _written);
        return count;
    }

    /// <summary>Whether the reader waits and is to be woken, once. After <see cref="Write"/>.</summary>
    public bool TakeReader()
    {
        // The reader says that it waits, and then looks for bytes; here it is the reverse.
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref state->ReaderWaits) != 0 && Interlocked.Exchange(ref state->ReaderWaits, 0) != 0;
    }

    /// <summary>Says that it waits for room. To be followed by a look at <see cref="HasRoom"/>.</summary>
    public void Announce()
    {
        Volatile.Write(ref state->WriterWaits, 1);
        Interlocked.MemoryBarrier();
    }

    /// <summary>It waits no more.</summary>
    public void Withdraw() => Volatile.Write(ref state->WriterWaits, 0);

    private bool Look()
    {
        long read = Volatile.Read(ref state->Read);
        if (read < _read || read > _written)
        {
            return false;
        }

        _read = read;
        return true;
    }
}
