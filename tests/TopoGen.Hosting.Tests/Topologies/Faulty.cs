namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>Fails in the way it is told to.</summary>
[Topology("faulty")]
public sealed partial class Faulty
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Parameters]
    public sealed record Settings([Parameter("Where to fail")] string Where);

    [Spout]
    public sealed partial class Source(Settings settings)
    {
        private int _left = 3;

        public void Open()
        {
            switch (settings.Where)
            {
                case "input":
                    throw new TopologyInputException("The input\nis no good; take another.");
                case "open":
                    throw new InvalidOperationException("cannot open");
            }
        }

        public SpoutStatus Next()
        {
            Emit(new Number(_left));
            return --_left == 0 ? SpoutStatus.End : SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Thrower(Settings settings)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            if (settings.Where == "tuple" && number.Value == 2)
            {
                throw new InvalidOperationException("no twos\nplease");
            }
        }

        public void End()
        {
            if (settings.Where == "end")
            {
                throw new InvalidOperationException("cannot end");
            }
        }
    }
}
