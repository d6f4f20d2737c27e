namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Asynchronous bolts that ask the outside world about each number.</summary>
[Topology("async")]
internal sealed partial class AsyncTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    /// <param name="Count">How many numbers there are, from 0.</param>
    /// <param name="Rules">What happens to some of the numbers.</param>
    public sealed record Input(long Count, Rules Rules = Rules.None);

    [Flags]
    public enum Rules
    {
        None = 0,

        /// <summary>Multiples of 3 emit and then fail after their call.</summary>
        FailLate = 1,

        /// <summary>Multiples of 5 emit and then fail before they ask.</summary>
        FailEarly = 2,

        /// <summary>7 emits without its anchor after the call.</summary>
        ForgetAnchor = 4,

        /// <summary>5 sends to a task that does not exist.</summary>
        Misdirect = 8,

        /// <summary>9 tells that the input cannot be used.</summary>
        Refuse = 16,
    }

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

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(MaxInFlight = 8)]
    public sealed partial class Ordered(Calls calls, Input input)
    {
        [ShuffleGrouping<Source>]
        public async ValueTask ExecuteAsync(Number number, Anchor anchor, CancellationToken cancellation)
        {
            if (input.Rules.HasFlag(Rules.FailEarly) && number.Value % 5 == 0)
            {
                Emit(in number, anchor);
                throw new InvalidOperationException("early");
            }

            await calls.Ask(number.Value, cancellation);
            if (input.Rules.HasFlag(Rules.ForgetAnchor) && number.Value == 7)
            {
                await Task.Yield();
#pragma warning disable TG0301 // The test wants to see what becomes of it.
                Emit(in number);
#pragma warning restore TG0301
            }

            if (input.Rules.HasFlag(Rules.Refuse) && number.Value == 9)
            {
                throw new TopologyInputException("9 cannot be used");
            }

            Emit(in number, anchor);
            if (input.Rules.HasFlag(Rules.FailLate) && number.Value % 3 == 0)
            {
                throw new InvalidOperationException("late");
            }

            calls.Later.Enqueue(() => Emit(in number, anchor));
        }

        public void End() => Emit(new Number(-1));

        [Output]
        private partial void Emit(in Number number, Anchor anchor);

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(MaxInFlight = 8, Ordered = false)]
    public sealed partial class Unordered(Calls calls)
    {
        [ShuffleGrouping<Source>]
        public async ValueTask ExecuteAsync(Number number, Anchor anchor, CancellationToken cancellation)
        {
            await calls.Ask(number.Value, cancellation);
            Emit(in number, anchor);
        }

        public void End() => Emit(new Number(-1));

        [Output]
        private partial void Emit(in Number number, Anchor anchor);

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(MaxInFlight = 1)]
    public sealed partial class Directing(Input input)
    {
        [ShuffleGrouping<Source>]
        public ValueTask ExecuteAsync(Number number, Anchor anchor, CancellationToken cancellation)
        {
            EmitTo(input.Rules.HasFlag(Rules.Misdirect) && number.Value == 5 ? 1 : 0, in number, anchor);
            Emit(in number, anchor);
            return ValueTask.CompletedTask;
        }

        [Output("direct", Direct = true)]
        private partial void EmitTo(int task, in Number number, Anchor anchor);

        [Output("plain")]
        private partial void Emit(in Number number, Anchor anchor);
    }

    [Bolt]
    public sealed partial class Sink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Ordered>]
        [ShuffleGrouping<Unordered>]
        [ShuffleGrouping<Directing>(Stream = "plain")]
        public void Execute(in Number number)
        {
            lock (_received)
            {
                _received.Add(number);
            }
        }
    }

    [Bolt]
    public sealed partial class DirectSink(Deliveries<Number> deliveries)
    {
        private List<Number> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [DirectGrouping<Directing>(Stream = "direct")]
        public void Execute(in Number number) => _received.Add(number);
    }
}
