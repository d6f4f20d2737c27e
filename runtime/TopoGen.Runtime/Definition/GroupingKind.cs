namespace TopoGen.Runtime;

/// <summary>How a subscription spreads tuples over the tasks of its bolt.</summary>
public enum GroupingKind
{
    Shuffle,
    LocalOrShuffle,
    Fields,
    PartialKey,
    All,
    Global,
    Direct,
    Custom,
}
