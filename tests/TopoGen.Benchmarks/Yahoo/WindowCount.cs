namespace TopoGen.Benchmarks;

/// <summary>The views of a campaign in a window.</summary>
[State]
public partial struct WindowCount
{
    public long Views { get; set; }

    /// <summary>How many of them Redis knows.</summary>
    public long Written { get; set; }
}
