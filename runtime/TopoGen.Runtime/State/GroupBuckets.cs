namespace TopoGen.Runtime;

/// <summary>Sorts items by their key group, in time that grows with the number of items and groups alone.</summary>
internal sealed class GroupBuckets(int keyGroups)
{
    // Group g's items end at _ends[g]; they begin where those of the group before end.
    private readonly int[] _ends = new int[keyGroups];
    private int[] _items = [];

    public static ulong Pack(int group, int index) => ((ulong)(uint)group << 32) | (uint)index;

    public static int GroupOf(ulong item) => (int)(item >> 32);

    public static int IndexOf(ulong item) => (int)item;

    /// <summary>The indexes of a group's items, in the order in which they came.</summary>
    public ReadOnlySpan<int> this[int group]
    {
        get
        {
            int start = group == 0 ? 0 : _ends[group - 1];
            return _items.AsSpan(start, _ends[group] - start);
        }
    }

    /// <summary>Takes items in, in place of those it has.</summary>
    /// <param name="items">Made by <see cref="Pack"/>.</param>
    /// <param name="touched">Set for each group that has an item.</param>
    public void Fill(ReadOnlySpan<ulong> items, Span<bool> touched)
    {
        Array.Clear(_ends);
        if (_items.Length < items.Length)
        {
            _items = GC.AllocateUninitializedArray<int>(Math.Max(items.Length, Math.Min(2 * _items.Length, Array.MaxLength)));
        }

        foreach (ulong item in items)
        {
            _ends[GroupOf(item)]++;
        }

        int start = 0;
        for (int group = 0; group < _ends.Length; group++)
        {
            int count = _ends[group];
            touched[group] |= count > 0;
            _ends[group] = start;
            start += count;
        }

        foreach (ulong item in items)
        {
            _items[_ends[GroupOf(item)]++] = IndexOf(item);
        }
    }
}
