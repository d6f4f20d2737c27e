namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>A component for each of what can be in reserve.</summary>
[Topology("spares", Delivery = Delivery.AtLeastOnce)]
public sealed partial class Spares
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

    [Bolt(Recovery = Recovery.HotStandby)]
    public sealed partial class Sum
    {
        [FieldsGrouping<Source>(nameof(Number.Value))]
        public void Execute(in Number number, [State] ref long total) => total += number.Value;
    }

    [Bolt(Recovery = Recovery.None)]
    public sealed partial class Latest
    {
        [State] private long _latest;

        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => _latest = number.Value;
    }

    [Bolt(Recovery = Recovery.Standby)]
    public sealed partial class Print
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => Console.WriteLine(number.Value);
    }
}
