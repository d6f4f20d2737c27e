namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>Two bolts that read what fails in the others.</summary>
[Topology("letters")]
public sealed partial class Letters
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Spout]
    public sealed partial class Source
    {
        public SpoutStatus Next() => SpoutStatus.End;

        [Output] private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Work
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number) => Emit(in number);

        [Output] private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Store
    {
        [GlobalGrouping<Work>]
        public void Execute(in Number number)
        {
        }
    }

    [Bolt]
    public sealed partial class Dead
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed)
        {
        }
    }

    [Bolt]
    public sealed partial class Alarm
    {
        [ErrorStream]
        public void Ring(in FailedTuple failed) => Emit(new Number(failed.Failures));

        [Output] private partial void Emit(in Number number);
    }
}
