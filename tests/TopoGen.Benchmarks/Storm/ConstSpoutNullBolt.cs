namespace TopoGen.Benchmarks;

/// <summary>Storm's ConstSpoutNullBoltTopo: one hop.</summary>
[Topology("const-null-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class ConstSpoutNullBolt
{
    [Spout]
    public sealed partial class Source : StormSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Null : StormNull;
}
