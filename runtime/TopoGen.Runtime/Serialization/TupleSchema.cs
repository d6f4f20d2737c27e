using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// The text that stands for a tuple's encoding: its own line, and one for each tuple nested in it, in order of first mention.
/// Two programs understand each other's tuples if and only if these texts are equal; the hash of the text stands for it.
/// </summary>
/// <remarks>
/// The lines are written at compile time, but joined here: a nested tuple may be compiled elsewhere, and tuples may nest
/// each other. Walking from each tuple anew makes the result independent of who is asked first.
/// </remarks>
public sealed class TupleSchema
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<Type> _described = [];

    private TupleSchema()
    {
    }

    /// <summary>For people, where two hashes differ.</summary>
    public static string TextOf<T>()
        where T : IStreamTuple<T>, allows ref struct
    {
        var schema = new TupleSchema();
        schema.Add<T>();
        return schema._text.ToString();
    }

    public static ulong HashOf<T>()
        where T : IStreamTuple<T>, allows ref struct
        => Cache<T>.Hash;

    /// <summary>Adds one tuple's line.</summary>
    public void Add(string line) => _text.Append(line).Append('\n');

    /// <summary>Adds the lines of a nested tuple, unless it has been added.</summary>
    public void Add<T>()
        where T : IStreamTuple<T>, allows ref struct
    {
        if (_described.Add(typeof(T)))
        {
            T.Describe(this);
        }
    }

    private static class Cache<T>
        where T : IStreamTuple<T>, allows ref struct
    {
        public static readonly ulong Hash = StableHash.Of(TextOf<T>());
    }
}
