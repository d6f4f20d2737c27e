namespace TopoGen.Benchmarks;

/// <summary>Storm's ConstSpoutOnlyTopo: a spout that nobody listens to.</summary>
[Topology("const-only-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class ConstSpoutOnly
{
    [Spout]
    public sealed partial class Source : StormSource;
}
