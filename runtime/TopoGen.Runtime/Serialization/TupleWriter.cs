using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>
/// Appends encoded tuples to one growing buffer, which is an array of <see cref="ArrayPool{T}.Shared"/>. Whoever sends batches
/// keeps the array between tuples: it makes a writer over it, appends, and takes the array, perhaps a larger one, back with
/// <see cref="Detach"/>. Nothing is allocated once the array has the size of a batch.
/// </summary>
public ref struct TupleWriter
{
    /// <summary>The deepest nesting of tuples that can be written or read; recursion deeper than this would risk the stack.</summary>
    public const int MaxDepth = 64;

    private byte[] _buffer;
    private int _length;
    private int _depth;

    // Where the own part of a borrowed buffer begins; -1 once the buffer is the writer's own.
    private int _origin = -1;

    /// <summary>Writes to a new buffer from the pool.</summary>
    /// <param name="capacity">Bytes to start with.</param>
    public TupleWriter(int capacity)
        : this(ArrayPool<byte>.Shared.Rent(capacity), 0)
    {
    }

    /// <summary>Appends to a buffer. The writer owns it until <see cref="Detach"/> or <see cref="Dispose"/>.</summary>
    /// <param name="rented">An array from <see cref="ArrayPool{T}.Shared"/>; it goes back there when it becomes too small.</param>
    /// <param name="length">The number of bytes already in it.</param>
    public TupleWriter(byte[] rented, int length)
    {
        ArgumentNullException.ThrowIfNull(rented);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)rented.Length, nameof(length));
        _buffer = rented;
        _length = length;
    }

    private TupleWriter(byte[] buffer, int length, int origin)
    {
        _buffer = buffer;
        _length = length;
        _origin = origin;
    }

    /// <summary>
    /// Appends to a buffer that stays the caller's. Where it becomes too small, <see cref="Detach"/> gives another one from the pool, which
    /// has what was written since at the same place, and nothing before it; so the length then exceeds that of the buffer. After
    /// an exception the buffer is as it was up to <paramref name="length"/>: nothing needs to be cleaned up.
    /// </summary>
    internal static TupleWriter Over(byte[] buffer, int length) => new(buffer, length, length);

    /// <summary>The number of bytes written, including those the buffer came with.</summary>
    public readonly int Length => _length;

    /// <summary>All bytes written; valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Appends one tuple. After an exception the buffer ends with a part of it; see <see cref="Truncate"/>.</summary>
    /// <exception cref="TupleFormatException">The tuple is nested deeper than <see cref="MaxDepth"/>, or the buffer would exceed 2 GiB.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(scoped in T tuple)
        where T : IStreamTuple<T>, allows ref struct
    {
        if (_depth >= MaxDepth)
        {
            TupleErrors.TooDeep(typeof(T));
        }

        _depth++;
        T.Write(ref this, in tuple);
        _depth--;
    }

    /// <summary>Appends a record as checkpoints keep it: its length, then its fields.</summary>
    internal void WriteState<T>(scoped in T value)
        where T : IStateRecord<T>
    {
        if (_depth >= MaxDepth)
        {
            TupleErrors.TooDeep(typeof(T));
        }

        _depth++;
        int start = _length;
        Append(sizeof(int));
        T.Write(ref this, in value);
        SetLength(start);
        _depth--;
    }

    /// <summary>Sets a length that was left open to the number of bytes behind it.</summary>
    internal readonly void SetLength(int position)
        => Blittable<int>.Write(Reserved(position, sizeof(int)), 0, _length - position - sizeof(int));

    /// <summary>A block that was reserved before.</summary>
    internal readonly TupleBlock Reserved(int position, int size) => new(_buffer.AsSpan(position, size));

    /// <summary>Takes back what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
        _depth = 0;
    }

    /// <summary>Gives the buffer to the caller; the writer is at its end.</summary>
    public byte[] Detach(out int length)
    {
        byte[] buffer = _buffer;
        length = _length;
        _buffer = [];
        _length = 0;
        return buffer;
    }

    /// <summary>Returns the buffer to the pool.</summary>
    public void Dispose()
    {
        byte[] buffer = Detach(out _);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes room for a fixed block, whose content is undefined until it is filled.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TupleBlock Reserve(int size) => new(Append(size));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Append(int size)
    {
        int start = _length;
        if (size > _buffer.Length - start)
        {
            _buffer = Grow(_buffer, start, size, _origin);
            _origin = -1;
        }

        _length = start + size;
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), start), size);
    }

    /// <summary>Static, so that the writer itself can live in registers where all else is inlined.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Grow(byte[] buffer, int length, int size, int origin)
    {
        long needed = (long)length + size;
        if (needed > Array.MaxLength)
        {
            TupleErrors.TooLarge(needed);
        }

        long doubled = Math.Min(2L * buffer.Length, Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, doubled));
        int from = Math.Max(origin, 0);
        buffer.AsSpan(from, length - from).CopyTo(larger.AsSpan(from));
        if (buffer.Length > 0 && origin < 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return larger;
    }
}
