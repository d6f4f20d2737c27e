namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>All of its state may be lost.</summary>
[Topology("cached")]
public sealed partial class Cached
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Spout]
    public sealed partial class Source
    {
        [Position] private long _next;

        public SpoutStatus Next()
        {
            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt(Recovery = Recovery.None)]
    public sealed partial class Latest
    {
        [State] private long _latest;

        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => _latest = number.Value;
    }
}
