namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Each message goes two ways, which meet again.</summary>
[Topology("join", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class JoinTopology
{
    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    [Bolt]
    [ShuffleGrouping<Source>]
    public sealed partial class Left() : Branch(1);

    [Bolt]
    [ShuffleGrouping<Source>]
    public sealed partial class Right() : Branch(1);

    [Bolt]
    [GlobalGrouping<Left>]
    [GlobalGrouping<Right>]
    public sealed partial class Join() : Gather(2);

    [Bolt]
    public sealed partial class Sink
    {
        [ShuffleGrouping<Join>]
        public void Execute(in Token token)
        {
        }
    }
}
