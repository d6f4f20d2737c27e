namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout that asks the outside world for each number.</summary>
[Topology("async-spout")]
internal sealed partial class AsyncSpoutTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="Count">How many numbers there are, from 0.</param>
    public sealed record Input(long Count);

    /// <summary>Emits each number twice: before and after its call. Multiples of 5 fail after that; 3 is sent to no task.</summary>
    [Spout]
    public sealed partial class Source(Calls calls, Input input)
    {
        private long _next;

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            long number = _next++;
            Emit(new Number(number));
            await calls.Ask(number, cancellation);
            Emit(new Number(number));
            EmitTo(number == 3 ? 1 : 0, new Number(number));
            return number % 5 == 0 ? throw new InvalidOperationException("unlucky number") : SpoutStatus.More;
        }

        [Output("direct", Direct = true)]
        private partial void EmitTo(int task, in Number number);

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Source>(Stream = OutputAttribute.DefaultStream)]
        public void Execute(in Number number) => _received.Add(number);
    }

    [Bolt]
    public sealed partial class DirectSink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [DirectGrouping<Source>(Stream = "direct")]
        public void Execute(in Number number) => _received.Add(number);
    }
}
