namespace TopoGen.Runtime;

/// <summary>
/// The tolerant codec of a stream tuple, or of a type marked with <see cref="StateAttribute"/>, implemented by its generated part:
/// how values are kept in checkpoints. Each field has an id and a length, so that fields may come and go from version to version.
/// </summary>
public interface IStateRecord<TSelf>
    where TSelf : IStateRecord<TSelf>, allows ref struct
{
    /// <summary>Tells name and fields, of which the text of a layout is made.</summary>
    static abstract void Describe(StateSchema schema);

    /// <exception cref="TupleFormatException">The value is nested too deeply, or of a derived class.</exception>
    static abstract void Write(ref TupleWriter writer, scoped in TSelf value);

    /// <summary>Reads the fields that are there; the others are as in a new value.</summary>
    /// <exception cref="TupleFormatException">The bytes are no such value.</exception>
    static abstract TSelf Read(scoped ref TupleReader reader);
}
