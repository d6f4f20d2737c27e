namespace TopoGen.Benchmarks;

/// <summary>What goes into a pass-through topology, and what came out.</summary>
public sealed class PassThroughTotals
{
    public required long Count { get; init; }

    public long Sum { get; set; }

    /// <summary>How many messages were acked.</summary>
    public long Acked { get; set; }
}
