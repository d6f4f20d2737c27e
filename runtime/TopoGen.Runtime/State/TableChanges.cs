using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// What has changed in a table since its last capture: slots, and keys that are gone and must be removed where they were saved.
/// A slot may be listed several times, and may meanwhile hold nothing or another key; the table knows.
/// </summary>
internal sealed class TableChanges<TKey>(int capacity)
{
    private readonly List<ulong> _listed = [];
    private readonly List<ulong> _removed = [];
    private readonly List<TKey> _removedKeys = [];

    // A bit per slot: whether its key is in a capture that was taken or loaded.
    private ulong[] _saved = Bits(capacity);
    private ulong[] _savedBefore = [];

    /// <summary>The slots to look at, each with its group: see <see cref="GroupBuckets"/>.</summary>
    public ReadOnlySpan<ulong> Listed => CollectionsMarshal.AsSpan(_listed);

    /// <summary>Indexes of <see cref="RemovedKey"/>, each with its group.</summary>
    public ReadOnlySpan<ulong> RemovedKeys => CollectionsMarshal.AsSpan(_removed);

    /// <summary>Whether the next capture removes keys of a group. Costs a look at all that are removed.</summary>
    public bool HasRemoved(int group) => _removed.Exists(item => GroupBuckets.GroupOf(item) == group);

    public TKey RemovedKey(int index) => _removedKeys[index];

    public void Enlist(int slot, int group) => _listed.Add(GroupBuckets.Pack(group, slot));

    public void ClearListed() => _listed.Clear();

    /// <summary>The key of a slot is about to be removed.</summary>
    public void Removed(int slot, int group, TKey key)
    {
        if (TakeSaved(slot))
        {
            _removed.Add(GroupBuckets.Pack(group, _removedKeys.Count));
            _removedKeys.Add(key);
        }
    }

    public void Saved(int slot) => _saved[slot >> 6] |= 1UL << slot;

    /// <summary>The key of a slot is gone, and no capture is to say so.</summary>
    public bool TakeSaved(int slot)
    {
        bool was = Has(_saved, slot);
        _saved[slot >> 6] &= ~(1UL << slot);
        return was;
    }

    /// <summary>The table grows; <see cref="Moved"/> or <see cref="Dropped"/> follow for each of its entries.</summary>
    public void Move(int capacity)
    {
        _listed.Clear();
        _savedBefore = _saved;
        _saved = Bits(capacity);
    }

    public void Moved(int from, int to, int group, bool isChanged)
    {
        if (Has(_savedBefore, from))
        {
            Saved(to);
        }

        if (isChanged)
        {
            Enlist(to, group);
        }
    }

    public void Dropped(int from, int group, TKey key)
    {
        if (Has(_savedBefore, from))
        {
            _removed.Add(GroupBuckets.Pack(group, _removedKeys.Count));
            _removedKeys.Add(key);
        }
    }

    /// <summary>What is captured is no change any more.</summary>
    public void Clear()
    {
        _listed.Clear();
        _removed.Clear();
        _removedKeys.Clear();
    }

    /// <summary>Forgets what has changed of groups.</summary>
    /// <param name="groups">By group: whether it is forgotten.</param>
    public void Forget(ReadOnlySpan<bool> groups)
    {
        Forget(_listed, groups);
        Forget(_removed, groups);
    }

    private static void Forget(List<ulong> items, ReadOnlySpan<bool> groups)
    {
        int kept = 0;
        foreach (ulong item in CollectionsMarshal.AsSpan(items))
        {
            if (!groups[GroupBuckets.GroupOf(item)])
            {
                items[kept++] = item;
            }
        }

        items.RemoveRange(kept, items.Count - kept);
    }

    private static ulong[] Bits(int count) => new ulong[(count + 63) / 64];

    private static bool Has(ulong[] bits, int slot) => (bits[slot >> 6] & (1UL << slot)) != 0;
}
