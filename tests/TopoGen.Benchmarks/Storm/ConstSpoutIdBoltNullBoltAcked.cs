namespace TopoGen.Benchmarks;

/// <summary>The same with messages.</summary>
[Topology("const-id-null-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class ConstSpoutIdBoltNullBoltAcked
{
    [Spout]
    public sealed partial class Source : StormAckedSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Identity : StormIdentity;

    [Bolt, ShuffleGrouping<Identity>]
    public sealed partial class Null : StormAckedNull;
}
