namespace TopoGen.Benchmarks;

/// <summary>The same with messages.</summary>
[Topology("const-null-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class ConstSpoutNullBoltAcked
{
    [Spout]
    public sealed partial class Source : StormAckedSource;

    [Bolt, ShuffleGrouping<Source>]
    public sealed partial class Null : StormAckedNull;
}
