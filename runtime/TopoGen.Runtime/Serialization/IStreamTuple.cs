namespace TopoGen.Runtime;

/// <summary>
/// The codec of a <see cref="StreamTupleAttribute"/> type, implemented by its generated part. The hot encoding has no field
/// ids: reader and writer must have the same <see cref="SchemaHash"/>.
/// </summary>
public interface IStreamTuple<TSelf>
    where TSelf : IStreamTuple<TSelf>, allows ref struct
{
    /// <summary>Changes with the name of the tuple and the name, type or order of any field, also of nested tuples.</summary>
    static abstract ulong SchemaHash { get; }

    /// <summary>The fewest bytes an encoded value can have. Readers refuse element counts that cannot fit the bytes at hand.</summary>
    static virtual int MinimumSize => 0;

    /// <summary>Tells name, fields and nested tuples, of which the <see cref="SchemaHash"/> is made.</summary>
    static virtual void Describe(TupleSchema schema)
    {
    }

    /// <summary>For a view, which has no text of its own that generic code could ask for: its type, fields and values, in a line.</summary>
    static virtual string Print(scoped in TSelf tuple) => typeof(TSelf).Name;

    /// <exception cref="TupleFormatException">The value is nested too deeply.</exception>
    static abstract void Write(ref TupleWriter writer, scoped in TSelf tuple);

    /// <exception cref="TupleFormatException">The bytes are truncated or are not this tuple; nothing past them was read.</exception>
    static abstract TSelf Read(scoped ref TupleReader reader);
}
