using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// How often each message has failed so far, of those that did. Ids that never come back, because their source gives a message another one
/// each time, are forgotten when many others have failed since.
/// </summary>
/// <param name="capacity">How many ids are kept at least, and half of how many at the most.</param>
internal sealed class FailureCounts<TId>(int capacity)
{
    private Dictionary<MessageKey<TId>, int> _recent = [];
    private Dictionary<MessageKey<TId>, int> _older = [];

    public bool IsEmpty => _recent.Count == 0 && _older.Count == 0;

    /// <returns>How often it has failed, this time included.</returns>
    public int Add(TId id)
    {
        var key = new MessageKey<TId>(id);
        if (_older.Remove(key, out int count) || _recent.TryGetValue(key, out count))
        {
            count++;
        }
        else
        {
            count = 1;
        }

        if (_recent.Count >= capacity && !_recent.ContainsKey(key))
        {
            (_older, _recent) = (_recent, _older);
            _recent.Clear();
        }

        _recent[key] = count;
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Remove(TId id)
    {
        _recent.Remove(new MessageKey<TId>(id));
        _older.Remove(new MessageKey<TId>(id));
    }
}
