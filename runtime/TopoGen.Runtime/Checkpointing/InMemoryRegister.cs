namespace TopoGen.Runtime;

/// <summary>
/// The token of the one who may write, for stores in memory. Several that belong to one topology share it, as Redis has one key for
/// both its stores. Thread-safe.
/// </summary>
public sealed class InMemoryRegister
{
    private FencingToken _token;

    /// <summary>Held while a store looks at the token and acts on it.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The valid token; the default one where nobody has taken it yet.</summary>
    public FencingToken Token
    {
        get
        {
            lock (Gate)
            {
                return _token;
            }
        }

        set
        {
            lock (Gate)
            {
                _token = value;
            }
        }
    }
}
