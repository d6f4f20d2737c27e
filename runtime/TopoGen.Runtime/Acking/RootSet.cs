namespace TopoGen.Runtime;

/// <summary>
/// Different trees, in the order in which they were added. A tuple may have many of them, where an aggregation emits it, and those of
/// several inputs may be the same.
/// </summary>
internal sealed class RootSet
{
    /// <summary>So few are compared one by one.</summary>
    private const int Few = 8;

    private Root[] _roots = new Root[Few];

    /// <summary>An open-addressing table of positions + 1 in <see cref="_roots"/>, 0 where free; a power of two, at most half full.</summary>
    private int[] _table = [];
    private int _indexed;

    public int Count { get; private set; }

    /// <summary>The array behind the set: the first <see cref="Count"/> are in use.</summary>
    public Root[] Array => _roots;

    public ReadOnlySpan<Root> Span => _roots.AsSpan(0, Count);

    public void Add(in Root root)
    {
        if (Count < Few ? Span.Contains(root) : !TryIndex(root))
        {
            return;
        }

        if (Count == _roots.Length)
        {
            System.Array.Resize(ref _roots, 2 * Count);
        }

        _roots[Count++] = root;
    }

    public void Clear()
    {
        if (_indexed > 0)
        {
            System.Array.Clear(_table);
        }

        Count = 0;
        _indexed = 0;
    }

    /// <summary>Adds a root to the table, as the next one.</summary>
    /// <returns>False where it is there already.</returns>
    private bool TryIndex(in Root root)
    {
        if (2 * (Count + 1) > _table.Length)
        {
            _table = new int[Math.Max(8 * Few, 2 * _table.Length)];
            _indexed = 0;
        }

        for (; _indexed < Count; _indexed++)
        {
            ref int place = ref Find(in _roots[_indexed]);
            place = _indexed + 1;
        }

        ref int free = ref Find(in root);
        if (free != 0)
        {
            return false;
        }

        free = ++_indexed;
        return true;
    }

    /// <summary>Where the root's position stands, or is to stand.</summary>
    private ref int Find(in Root root)
    {
        ulong hash = StableHash.Combine(root.Ledger.Value, root.Place.Value);
        for (int at = (int)hash & (_table.Length - 1); ; at = (at + 1) & (_table.Length - 1))
        {
            ref int place = ref _table[at];
            if (place == 0 || _roots[place - 1] == root)
            {
                return ref place;
            }
        }
    }
}
