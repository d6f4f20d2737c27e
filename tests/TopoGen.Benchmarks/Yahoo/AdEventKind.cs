namespace TopoGen.Benchmarks;

/// <summary>What becomes of an ad; only views are counted.</summary>
public enum AdEventKind
{
    View,
    Click,
    Purchase,
}
