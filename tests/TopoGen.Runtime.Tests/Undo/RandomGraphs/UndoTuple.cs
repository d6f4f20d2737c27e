namespace TopoGen.Runtime.Tests.Undo;

/// <summary>A number from which everything that happens to it follows, whichever task receives it.</summary>
[StreamTuple]
internal readonly partial record struct UndoTuple(ulong Value)
{
    /// <summary>How many tuples follow from this one.</summary>
    public int Children => Value % 29 == 3 ? (int)(Value / 29 % 40) : (int)(Value / 64 % 3);

    /// <summary>After how many of them its handler throws; -1 where it returns.</summary>
    public int ThrowsAfter => Value / 7 % 6 == 0 ? (int)(Value / 1024 % (ulong)(Children + 1)) : -1;

    /// <summary>What it counts for; few, so that calls meet on them.</summary>
    public ulong Key => Value % 11;

    public UndoTuple Child(int index, string component) => new(StableHash.Combine(Value, StableHash.Combine((ulong)index, StableHash.Of(component))));

    public readonly struct ByKey : IKeySelector<UndoTuple, ulong>
    {
        public static ulong Select(scoped in UndoTuple tuple) => tuple.Key;

        public static ulong Hash(ulong key) => StableHash.Of(key);

        public static bool AreEqual(ulong left, ulong right) => left == right;

        public static ulong Own(ulong key) => key;
    }
}
