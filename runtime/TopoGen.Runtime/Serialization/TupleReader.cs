using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>
/// Reads encoded tuples one after another. Every length is checked against what is left before anything is allocated for it,
/// so untrusted bytes cost at most a small multiple of their own size.
/// </summary>
public ref struct TupleReader
{
    private const string FieldName = "A field of a checkpoint";

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;

    public TupleReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private TupleReader(ReadOnlySpan<byte> bytes, int position, int depth)
    {
        _bytes = bytes;
        _position = position;
        _depth = depth;
    }

    /// <summary>
    /// Reads tuples by calling their own <c>Read</c>, which spares a copy: what a call returns is written field by field, and copying it in larger pieces
    /// waits for all of them.
    /// </summary>
    internal static TupleReader OfBatch(ReadOnlySpan<byte> tuples) => new(tuples, 0, depth: 1);

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Reads the next tuple. After an exception the reader is of no further use.</summary>
    /// <exception cref="TupleFormatException">The bytes are truncated or are not this tuple; nothing past them was read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>()
        where T : IStreamTuple<T>, allows ref struct
    {
        if (_depth >= TupleWriter.MaxDepth)
        {
            TupleErrors.TooDeep(typeof(T));
        }

        _depth++;
        T tuple = T.Read(ref this);
        _depth--;
        return tuple;
    }

    /// <summary>Takes a fixed block, checked as a whole.</summary>
    /// <param name="size">Bytes.</param>
    /// <param name="name">What is being read, for the message of an error.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TupleSource Take(int size, string name)
    {
        int start = _position;
        return new TupleSource(Next(size, name), start);
    }

    /// <summary>Takes the next field of a record in a checkpoint: see <see cref="Codecs.StateField"/>.</summary>
    /// <param name="id">Which field.</param>
    /// <param name="field">Reads its value, and nothing else.</param>
    /// <returns>Whether there was another one.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool NextField(out uint id, out TupleReader field)
    {
        if (Remaining == 0)
        {
            id = 0;
            field = default;
            return false;
        }

        TupleSource header = Take(StateField.HeaderSize, FieldName);
        id = Blittable<uint>.Read(ref this, header, 0, FieldName);
        field = Part(Blittable<int>.Read(ref this, header, sizeof(uint), FieldName), FieldName, _depth);
        return true;
    }

    /// <summary>Reads a record as checkpoints keep it.</summary>
    internal T ReadState<T>(string name)
        where T : IStateRecord<T>
    {
        if (_depth >= TupleWriter.MaxDepth)
        {
            TupleErrors.TooDeep(typeof(T));
        }

        TupleSource length = Take(sizeof(int), name);
        TupleReader part = Part(Blittable<int>.Read(ref this, length, 0, name), name, _depth + 1);
        return T.Read(ref part);
    }

    /// <summary>Takes the next bytes to be read by a reader of their own, which counts from the same start.</summary>
    private TupleReader Part(int size, string name, int depth)
    {
        int start = _position;
        Next(size, name);
        return new TupleReader(_bytes[.._position], start, depth);
    }

    /// <summary>Takes the next bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Next(int size, string name)
    {
        int start = _position;
        if ((uint)size > (uint)(_bytes.Length - start))
        {
            TupleErrors.Truncated(name, start, size, _bytes.Length - start);
        }

        _position = start + size;
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), start), size);
    }

    /// <summary>Refuses a number of elements for which not enough bytes are left.</summary>
    /// <param name="count">The number found in the encoding.</param>
    /// <param name="minimumSize">The fewest bytes an element can have; at least 1.</param>
    /// <param name="name">The field.</param>
    internal readonly void CheckCount(int count, int minimumSize, string name)
    {
        if (count < 0 || (long)count * minimumSize > Remaining)
        {
            TupleErrors.Truncated(name, _position, (long)count * minimumSize, Remaining);
        }
    }
}
