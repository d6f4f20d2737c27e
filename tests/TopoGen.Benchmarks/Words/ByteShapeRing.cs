using System.Buffers.Binary;

namespace TopoGen.Benchmarks;

/// <summary>A ring of words of up to 64 KiB, a length of two bytes before each; none is cut by the ring's end. One thread at either end.</summary>
internal sealed class ByteShapeRing
{
    private const int Size = 256 * 1024;
    private const ushort Wraps = ushort.MaxValue;

    private readonly byte[] _bytes = new byte[Size + 2];
    private PaddedCursor _published;
    private PaddedCursor _consumed;
    private PaddedCursor _written;
    private PaddedCursor _read;
    private PaddedCursor _limit;
    private PaddedCursor _end;

    public bool IsEmpty => Volatile.Read(ref _published.Value) == _read.Value;

    public bool TryWrite(ReadOnlySpan<byte> word)
    {
        long written = _written.Value;
        int at = (int)(written & (Size - 1));
        int needed = 2 + word.Length;
        int skipped = at + needed > Size ? Size - at : 0;
        if (written + skipped + needed > _limit.Value)
        {
            _limit.Value = Volatile.Read(ref _consumed.Value) + Size;
            if (written + skipped + needed > _limit.Value)
            {
                return false;
            }
        }

        if (skipped > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at), Wraps);
            written += skipped;
            at = 0;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at), (ushort)word.Length);
        word.CopyTo(_bytes.AsSpan(at + 2));
        _written.Value = written + needed;
        return true;
    }

    public void Publish() => Volatile.Write(ref _published.Value, _written.Value);

    public bool TryRead(out ReadOnlySpan<byte> word)
    {
        long read = _read.Value;
        if (read == _end.Value)
        {
            _end.Value = Volatile.Read(ref _published.Value);
            if (read == _end.Value)
            {
                word = default;
                return false;
            }
        }

        int at = (int)(read & (Size - 1));
        ushort length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));
        if (length == Wraps)
        {
            read += Size - at;
            at = 0;
            length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes);
        }

        word = _bytes.AsSpan(at + 2, length);
        _read.Value = read + 2 + length;
        return true;
    }

    public void Release() => Volatile.Write(ref _consumed.Value, _read.Value);
}
