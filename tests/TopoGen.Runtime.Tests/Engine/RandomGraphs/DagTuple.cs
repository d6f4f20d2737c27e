namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A number from which everything that happens to it follows, whichever task receives it.</summary>
[StreamTuple]
internal readonly partial record struct DagTuple(ulong Value)
{
    /// <summary>Some tuples fail, before they emit anything.</summary>
    public bool Fails => Value % 61 == 7;

    /// <summary>How many tuples follow from this one: often none or one, now and then up to 50.</summary>
    public int Amplification => Value % 37 == 3 ? (int)(Value / 37 % 51) : (int)(Value / 64 % 2);

    public DagTuple Child(int index, string component) => new(StableHash.Combine(Value, StableHash.Combine((ulong)index, StableHash.Of(component))));

    public readonly struct ByValue : IKeySelector<DagTuple, ulong>
    {
        public static ulong Select(scoped in DagTuple tuple) => tuple.Value % 97;

        public static ulong Hash(ulong key) => StableHash.Of(key);

        public static bool AreEqual(ulong left, ulong right) => left == right;

        public static ulong Own(ulong key) => key;
    }

    public readonly struct Anywhere : ICustomGrouping<DagTuple>
    {
        public int SelectTask(in DagTuple tuple, int taskCount) => (int)(tuple.Value % (ulong)taskCount);
    }
}
