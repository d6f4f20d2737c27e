namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A bolt that names the receiving task itself, and one whose grouping does, for the numbers that a spout counts up.</summary>
[Topology("routing")]
internal sealed partial class RoutingTopology
{
    [StreamTuple]
    public readonly partial record struct Number(int Value);

    /// <param name="Count">How many numbers the spout emits, from 0.</param>
    /// <param name="Tasks">Number n goes to task n modulo this.</param>
    public sealed record Input(int Count, int Tasks);

    /// <summary>Knows no bound: five tasks, whatever there are.</summary>
    public sealed class ModuloFive : ICustomGrouping<Number>
    {
        public int SelectTask(in Number tuple, int taskCount) => tuple.Value % 5;
    }

    [Spout]
    public sealed partial class Source(Input input)
    {
        private int _next;

        public SpoutStatus Next()
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Router(Input input)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            EmitTo(number.Value % input.Tasks, in number);
            Emit(in number);
        }

        [Output("direct", Direct = true)]
        private partial void EmitTo(int task, in Number number);

        [Output("routed")]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Named(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [DirectGrouping<Router>(Stream = "direct")]
        public void Execute(in Number number) => _received.Add(number);
    }

    [Bolt]
    public sealed partial class Chosen(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [CustomGrouping<Router, ModuloFive>(Stream = "routed")]
        public void Execute(in Number number) => _received.Add(number);
    }
}
