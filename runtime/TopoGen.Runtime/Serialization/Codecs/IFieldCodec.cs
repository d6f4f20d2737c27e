namespace TopoGen.Runtime.Codecs;

/// <summary>
/// How a value of one type is encoded: a part of fixed size in the block of its tuple, then perhaps a payload behind the
/// block. Codecs are empty structs that nest as type arguments, so the JIT makes straight code of each composition.
/// </summary>
/// <remarks>
/// Absent values (null references, default immutable arrays) round-trip whatever the annotations of the type say.
/// Used by generated code only; which codec serves which type is the generator's decision.
/// </remarks>
public interface IFieldCodec<T>
    where T : allows ref struct
{
    /// <summary>Bytes in the fixed block.</summary>
    static abstract int FixedSize { get; }

    /// <summary>The fewest bytes of block and payload together; at least 1.</summary>
    static abstract int MinimumSize { get; }

    /// <summary>Whether anything can follow the block.</summary>
    static abstract bool HasPayload { get; }

    /// <summary>Whether the encoding is the value's memory on a little-endian machine, so that sequences are copied in bulk.</summary>
    static abstract bool IsMemory { get; }

    /// <summary>Fills the value's place in the block.</summary>
    /// <returns>What <see cref="WritePayload"/> needs to know again: the length or kind it found.</returns>
    static abstract int Write(TupleBlock block, int offset, T value);

    static abstract void WritePayload(ref TupleWriter writer, T value, int header);

    /// <summary>Reads the value's place in the block, and its payload from the reader.</summary>
    /// <param name="reader">Stands at the payload of this value.</param>
    /// <param name="block">The fixed block of the tuple or element.</param>
    /// <param name="offset">The place of this value in the block.</param>
    /// <param name="name">Tuple and field, for the message of an error.</param>
    /// <exception cref="TupleFormatException">The bytes are truncated or no such value.</exception>
    static abstract T Read(scoped ref TupleReader reader, TupleSource block, int offset, string name);
}
