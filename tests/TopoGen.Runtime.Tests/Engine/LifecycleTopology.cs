namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Three components in a row that tell a script of everything that happens to them.</summary>
[Topology("lifecycle")]
internal sealed partial class LifecycleTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="Count">After how many numbers the input is over; null for never.</param>
    public sealed record Input(long? Count);

    [Spout]
    public sealed partial class Source : IDisposable
    {
        private readonly Script _script;
        private readonly Input _input;
        private long _next;

        public Source(Script script, Input input)
        {
            (_script, _input) = (script, input);
            script.On("Source.constructor");
        }

        public void Open() => _script.On("Source.Open");

        public SpoutStatus Next()
        {
            if (_next == _input.Count)
            {
                return SpoutStatus.End;
            }

            long number = _next++;
            if (number == 10)
            {
                _script.On("Source.Next");
            }

            Emit(new Number(number));
            return SpoutStatus.More;
        }

        public void Close() => _script.On("Source.Close");

        public void Dispose() => _script.On("Source.Dispose");

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Middle : IAsyncDisposable
    {
        private readonly Script _script;

        public Middle(Script script)
        {
            _script = script;
            script.On("Middle.constructor");
        }

        public void Open(TaskContext context)
        {
            _script.On("Middle.Open");
            context.Stopping.Register(() => _script.On("Middle.Stopping"));
        }

        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            if (number.Value == 10)
            {
                _script.On("Middle.Execute");
            }

            Emit(in number);
        }

        public void End()
        {
            _script.On("Middle.End");
            Emit(new Number(-1));
        }

        public void Close() => _script.On("Middle.Close");

        public ValueTask DisposeAsync()
        {
            _script.On("Middle.Dispose");
            return ValueTask.CompletedTask;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sink : IDisposable
    {
        private readonly Script _script;
        private readonly Deliveries<Number> _deliveries;
        private List<Number> _received = [];

        public Sink(Script script, Deliveries<Number> deliveries)
        {
            (_script, _deliveries) = (script, deliveries);
            script.On("Sink.constructor");
        }

        public void Open(TaskContext context)
        {
            _received = _deliveries.Of(context);
            _script.On("Sink.Open");
        }

        [ShuffleGrouping<Middle>]
        public void Execute(in Number number)
        {
            if (number.Value == 10)
            {
                _script.On("Sink.Execute");
            }

            _received.Add(number);
        }

        public void End() => _script.On("Sink.End");

        public void Close() => _script.On("Sink.Close");

        public void Dispose() => _script.On("Sink.Dispose");
    }
}
