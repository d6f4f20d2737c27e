namespace TopoGen.Benchmarks;

/// <summary>A spout that has nothing to say, and two stages behind it: what <c>run</c> and <c>worker</c> of this executable run.</summary>
[Topology("idle")]
public sealed partial class IdleTopology
{
    [StreamTuple]
    public readonly partial record struct Nothing(long Number);

    [Spout]
    public sealed partial class Silent
    {
        private long _asked;

        public SpoutStatus Next()
        {
            if (++_asked == long.MaxValue)
            {
                Emit(new Nothing(_asked));
            }

            return SpoutStatus.Idle;
        }

        [Output]
        private partial void Emit(in Nothing nothing);
    }

    [Bolt(Parallelism = 4)]
    public sealed partial class Pass
    {
        [ShuffleGrouping<Silent>]
        public void Execute(in Nothing nothing) => Emit(in nothing);

        [Output]
        private partial void Emit(in Nothing nothing);
    }

    [Bolt(Parallelism = 4)]
    public sealed partial class Drop
    {
        private long _last;

        [ShuffleGrouping<Pass>]
        public void Execute(in Nothing nothing) => _last = nothing.Number;
    }
}
