namespace TopoGen.Benchmarks;

/// <summary>The same with messages.</summary>
[Topology("back-pressure-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class BackPressureAcked
{
    [Spout]
    public sealed partial class Source : StormAckedSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Slow : StormAckedSlow;
}
