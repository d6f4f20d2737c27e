namespace TopoGen.Runtime;

/// <summary>The reading end of a ring, as wary as <see cref="SharedRingWriter"/>. One thread.</summary>
/// <param name="state">New: all zeros.</param>
/// <param name="bytes">The ring's memory, which must outlive this.</param>
/// <param name="size">Bytes of it.</param>
internal sealed unsafe class SharedRingReader(RingState* state, byte* bytes, int size)
{
    private long _written;
    private long _read;
    private int _next;

    public bool IsEmpty => Volatile.Read(ref state->Written) == _read;

    /// <returns>How many bytes came; 0 when the ring is empty, -1 when the other side's position is impossible.</returns>
    public int Read(Span<byte> target)
    {
        if (target.Length > _written - _read && !Look())
        {
            return -1;
        }

        int count = (int)Math.Min(target.Length, _written - _read);
        int first = Math.Min(count, size - _next);
        RingCopy.Copy(new ReadOnlySpan<byte>(bytes + _next, first), target);
        RingCopy.Copy(new ReadOnlySpan<byte>(bytes, count - first), target[first..]);
        _next = first < count || _next + count == size ? count - first : _next + count;
        _read += count;
        Volatile.Write(ref state->Read, _read);
        return count;
    }

    /// <summary>Whether the writer waits, has room enough now, and is to be woken, once. After <see cref="Read"/>.</summary>
    public bool TakeWriter()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref state->WriterWaits) == 0)
        {
            return false;
        }

        // A writer that waits writes nothing, so this is what it sees itself.
        long held = Volatile.Read(ref state->Written) - _read;
        return RingFile.IsEnough(size - held, size) && Interlocked.Exchange(ref state->WriterWaits, 0) != 0;
    }

    /// <summary>Says that it waits for bytes. To be followed by a look at <see cref="IsEmpty"/>.</summary>
    public void Announce()
    {
        Volatile.Write(ref state->ReaderWaits, 1);
        Interlocked.MemoryBarrier();
    }

    /// <summary>It waits no more.</summary>
    public void Withdraw() => Volatile.Write(ref state->ReaderWaits, 0);

    private bool Look()
    {
        long written = Volatile.Read(ref state->Written);
        if (written < _written || written - _read > size)
        {
            return false;
        }

        _written = written;
        return true;
    }
}
