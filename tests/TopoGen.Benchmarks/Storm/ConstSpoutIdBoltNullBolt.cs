namespace TopoGen.Benchmarks;

/// <summary>Storm's ConstSpoutIdBoltNullBoltTopo: two hops. Paced, it is its LowThroughputTopo.</summary>
[Topology("const-id-null-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class ConstSpoutIdBoltNullBolt
{
    [Spout]
    public sealed partial class Source : StormSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Identity : StormIdentity;

    [Bolt, ShuffleGrouping<Identity>]
    public sealed partial class Null : StormNull;
}
