namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Three spouts whose messages branch and are joined again, over two layers.</summary>
[Topology("gather", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class GatherTopology
{
    [Spout]
    public sealed partial class One(Feeds feeds) : FedSpout(feeds["One"]);

    [Spout]
    public sealed partial class Two(Feeds feeds) : FedSpout(feeds["Two"]);

    [Spout]
    public sealed partial class Three(Feeds feeds) : FedSpout(feeds["Three"]);

    [Bolt]
    [ShuffleGrouping<One>]
    public sealed partial class Twice() : Branch(2);

    [Bolt]
    [ShuffleGrouping<Two>]
    public sealed partial class Fourfold() : Branch(4);

    [Bolt]
    [ShuffleGrouping<Three>]
    public sealed partial class Once() : Branch(1);

    [Bolt]
    [GlobalGrouping<Twice>]
    [GlobalGrouping<Fourfold>]
    [GlobalGrouping<Once>]
    public sealed partial class ByThree() : Gather(3);

    [Bolt]
    [ShuffleGrouping<ByThree>]
    public sealed partial class Again() : Branch(2);

    [Bolt(Parallelism = 2)]
    public sealed partial class Done
    {
        [ShuffleGrouping<Again>]
        public void Execute(in Token token)
        {
        }
    }
}
