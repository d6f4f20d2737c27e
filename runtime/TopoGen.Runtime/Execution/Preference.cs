namespace TopoGen.Runtime;

/// <summary>What a topology gives up for what. The engine adapts within bounds that follow from it; what it costs is said in <c>runtime/TUNING.md</c>.</summary>
public enum Preference
{
    /// <summary>Little of either: threads look on where that paid lately, and batches are as large as what comes allows.</summary>
    Balanced,

    /// <summary>Tuples wait for nothing, and processors are kept busy for that.</summary>
    Latency,

    /// <summary>Large batches and rings, and processors that sleep when there is nothing to do: tuples wait longer.</summary>
    Throughput,
}
