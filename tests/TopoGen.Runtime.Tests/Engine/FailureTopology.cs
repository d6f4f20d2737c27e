namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout and a bolt that fail on some numbers.</summary>
[Topology("failure")]
internal sealed partial class FailureTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [StreamTuple]
    public readonly partial record struct Text(string Value);

    /// <param name="Count">How many numbers there are, from 0.</param>
    /// <param name="SpoutFails">For which numbers the spout fails, after it has emitted them.</param>
    /// <param name="BoltFails">For which numbers the bolt fails.</param>
    public sealed record Input(long Count, Func<long, bool> SpoutFails, Func<long, bool> BoltFails);

    [Spout]
    public sealed partial class Source(Input input)
    {
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            long number = _next++;
            Emit(new Number(number));
            return input.SpoutFails(number) ? throw new InvalidOperationException($"spout fails on {number}") : SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Check(Input input)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            if (input.BoltFails(number.Value))
            {
                throw new InvalidOperationException($"bolt fails on {number.Value}");
            }

            Emit(in number);
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Check>]
        public void Execute(in Number number) => _received.Add(number);
    }
}
