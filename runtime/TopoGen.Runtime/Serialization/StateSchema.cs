using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// The layout of a piece of state: its type, and the records in it, each once, in order of first mention:
/// <c>Shop.Basket by string; Shop.Basket { Items: List&lt;string&gt;, Sum: decimal }</c>. Equal texts mean equal encodings.
/// </summary>
/// <remarks>As with <see cref="TupleSchema"/> the parts are written at compile time and joined here.</remarks>
public sealed class StateSchema
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<Type> _described = [];

    private StateSchema()
    {
    }

    /// <param name="type">The type of the state, and of its key.</param>
    /// <param name="records">Adds the records that it mentions.</param>
    public static string TextOf(string type, Action<StateSchema> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var schema = new StateSchema();
        schema._text.Append(type);
        records(schema);
        return schema._text.ToString();
    }

    /// <summary>Adds a record's own text.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="fields"><c>Items: List&lt;string&gt;, Sum: decimal</c>.</param>
    public void Add(string name, string fields)
        => _text.Append("; ").Append(name).Append(fields.Length == 0 ? " { }" : $" {{ {fields} }}");

    /// <summary>Adds a record and those that it mentions, unless it has been added.</summary>
    public void Add<T>()
        where T : IStateRecord<T>
    {
        if (_described.Add(typeof(T)))
        {
            T.Describe(this);
        }
    }
}
