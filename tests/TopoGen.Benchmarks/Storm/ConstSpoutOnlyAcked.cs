namespace TopoGen.Benchmarks;

/// <summary>The same with messages.</summary>
[Topology("const-only-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class ConstSpoutOnlyAcked
{
    [Spout]
    public sealed partial class Source : StormAckedSource;
}
