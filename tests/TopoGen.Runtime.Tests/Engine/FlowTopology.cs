namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout and a bolt that emit several tuples per call, before a sink that the test can hold up.</summary>
[Topology("flow")]
internal sealed partial class FlowTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="calls">How often the spout emits.</param>
    /// <param name="perCall">How many numbers it emits each time.</param>
    /// <param name="amplification">How many tuples the bolt makes of one; the sink counts on from 0.</param>
    public sealed class Flow(int calls, int perCall, int amplification)
    {
        private long _handled;

        public int Calls => calls;

        public int PerCall => perCall;

        public int Amplification => amplification;

        /// <summary>The sink handles as many tuples as this allows, and no more.</summary>
        public SemaphoreSlim Permits { get; } = new(0);

        public long Handled => Volatile.Read(ref _handled);

        public long FirstOutOfOrder { get; private set; } = -1;

        /// <summary>How many tuples the spout was ahead of the sink at the most when it was asked for more.</summary>
        public long MostAhead { get; set; }

        public void Handle(long value)
        {
            if (!Permits.Wait(Deadline.Limit))
            {
                throw new TimeoutException("The test has forgotten the sink.");
            }

            if (value != _handled && FirstOutOfOrder < 0)
            {
                FirstOutOfOrder = value;
            }

            Volatile.Write(ref _handled, _handled + 1);
        }
    }

    [Spout]
    public sealed partial class Source(Flow flow)
    {
        private int _calls;
        private long _sent;

        public SpoutStatus Next()
        {
            flow.MostAhead = Math.Max(flow.MostAhead, _sent - flow.Handled);
            if (_calls++ == flow.Calls)
            {
                return SpoutStatus.End;
            }

            for (int i = 0; i < flow.PerCall; i++)
            {
                Emit(new Number(_sent++));
            }

            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Burst(Flow flow)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            for (int i = 0; i < flow.Amplification; i++)
            {
                Emit(new Number((number.Value * flow.Amplification) + i));
            }
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sink(Flow flow)
    {
        [ShuffleGrouping<Burst>]
        public void Execute(in Number number) => flow.Handle(number.Value);
    }
}
