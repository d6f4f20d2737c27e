namespace TopoGen.Runtime;

/// <summary>The trees of a tuple that outlasts the call that brought it, with its edge. The array for several of them is used again.</summary>
internal struct KeptRoots
{
    private Root _only;
    private Root[]? _several;
    private int _count;

    /// <summary>The edge that is to be settled for it.</summary>
    public ulong Edge { get; private set; }

    public readonly bool IsEmpty => _count == 0;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<Root> Span => _count == 1 ? new ReadOnlySpan<Root>(in _only) : _several.AsSpan(0, _count);

    /// <summary>Takes the trees of the scope at hand, and an edge.</summary>
    /// <inheritdoc cref="Tracker.TakeEdge"/>
    public void Take(Tracker tracker, bool isFree)
    {
        ReadOnlySpan<Root> roots = tracker.Roots;
        _count = roots.Length;
        if (_count == 0)
        {
            return;
        }

        Edge = tracker.TakeEdge(isFree);
        if (_count == 1)
        {
            _only = roots[0];
            return;
        }

        if (_several is null || _several.Length < _count)
        {
            _several = new Root[roots.Length];
        }

        roots.CopyTo(_several);
    }

    /// <summary>Opens a scope for these trees, which settles an edge.</summary>
    public readonly void Open(Tracker tracker, ulong edge)
    {
        if (_count == 1)
        {
            tracker.Open(_only.Ledger, _only.Place, edge);
        }
        else if (_count > 1)
        {
            tracker.Open(_several!, _count, edge);
        }
    }

    public void Clear() => _count = 0;
}
