namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout that stays idle after its first tuple, and a bolt whose ticks emit.</summary>
[Topology("tick")]
internal sealed partial class TickTopology
{
    [StreamTuple]
    public readonly partial record struct Beat(string Name);

    [Spout]
    public sealed partial class Source
    {
        private bool _begun;

        public SpoutStatus Next()
        {
            if (!_begun)
            {
                _begun = true;
                Emit(new Beat("first"));
            }

            return SpoutStatus.Idle;
        }

        [Tick("1m")]
        public void Minute() => Emit(new Beat("minute"));

        [Output]
        private partial void Emit(in Beat beat);
    }

    [Bolt]
    public sealed partial class Clock(Script script)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Beat beat) => Emit(in beat);

        [Tick("1s")]
        public void Second()
        {
            script.On("Second");
            Emit(new Beat("second"));
        }

        [Tick("10s")]
        public void TenSeconds()
        {
            script.On("TenSeconds");
            Emit(new Beat("ten seconds"));
        }

        [Output]
        private partial void Emit(in Beat beat);
    }

    [Bolt]
    public sealed partial class Sink(Script script)
    {
        [ShuffleGrouping<Clock>]
        public void Execute(in Beat beat) => script.On(beat.Name);
    }
}
