namespace TopoGen.Benchmarks;

/// <summary>Storm's BackPressureTopo: a bolt that holds up its spout.</summary>
[Topology("back-pressure-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class BackPressure
{
    [Spout]
    public sealed partial class Source : StormSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Slow : StormSlow;
}
