using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>
/// Numbers at some of which bolts throw: one that had emitted them before, one that may be called within that call, one that is asynchronous. What
/// failed is counted by text, and written by a sink; another sink throws itself.
/// </summary>
[Topology("errors", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class ErrorTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [StreamTuple]
    public readonly partial record struct Failure(string Text);

    /// <summary>How far the source may go, and how far it goes in all; and what was counted at the end.</summary>
    public sealed class Book(long count)
    {
        private long _allowed;

        public long Count => count;

        public long Allowed
        {
            get => Volatile.Read(ref _allowed);
            set => Volatile.Write(ref _allowed, value);
        }

        public SortedDictionary<string, long> Counted { get; } = new(StringComparer.Ordinal);

        /// <summary>The sum of what went through all bolts.</summary>
        public long Sum { get; set; }

        public void Note(string failure, long times)
        {
            lock (Counted)
            {
                // An effect outside of the topology: where tasks were rewound after it, it comes again.
                Counted[failure] = times;
            }
        }
    }

    /// <summary>Who throws at a number.</summary>
    public static class Throws
    {
        public static bool Pass(long number) => number % 7 == 0;

        public static bool Check(long number) => number % 11 == 3;

        public static bool Ask(long number) => number % 13 == 5;

        public static bool Store(long number) => number % 17 == 2;

        /// <summary>The reader, at what failed in Pass.</summary>
        public static bool Read(long number) => number % 35 == 0;

        public static void If(bool isWanted)
        {
            if (isWanted)
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }

    [Spout]
    public sealed partial class Numbers(Book book)
    {
        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == book.Count)
            {
                return SpoutStatus.End;
            }

            if (_next >= book.Allowed)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Pass
    {
        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number)
        {
            Emit(in number);
            Throws.If(Throws.Pass(number.Value));
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Check
    {
        [State]
        private long _sum;

        [ShuffleGrouping<Pass>]
        public void Execute(in Number number)
        {
            _sum += number.Value;
            Emit(in number);
            Throws.If(Throws.Check(number.Value));
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2, Ordered = false, MaxInFlight = 8)]
    public sealed partial class Ask
    {
        [ShuffleGrouping<Check>]
        public async ValueTask ExecuteAsync(Number number, Anchor anchor, CancellationToken cancellation)
        {
            Emit(in number, anchor);
            if (number.Value % 2 == 0)
            {
                await Task.Yield();
            }

            Throws.If(Throws.Ask(number.Value));
        }

        [Output]
        private partial void Emit(in Number number, Anchor anchor);
    }

    [Bolt]
    public sealed partial class Sum(Book book)
    {
        [State]
        private long _sum;

        [GlobalGrouping<Ask>]
        public void Execute(in Number number) => _sum += number.Value;

        public void End() => book.Sum = _sum;
    }

    [Sink<InMemorySink<Number>>]
    public sealed partial class Store
    {
        [ShuffleGrouping<Ask>]
        public void Execute(in Number number)
        {
            Write(in number);
            Throws.If(Throws.Store(number.Value));
        }

        [Output]
        private partial void Write(in Number command);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Read
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed)
        {
            Emit(new Failure($"{failed.Component} {failed.Tuple}"));
            Throws.If(failed.Component == nameof(Pass) && Throws.Read(Value(failed.Tuple)));
        }

        private static long Value(string number) => long.Parse(number.Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture);

        [Output]
        private partial void Emit(in Failure failure);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Tally(Book book)
    {
        [FieldsGrouping<Read>(nameof(Failure.Text))]
        public void Execute(in Failure failure, [State] ref long times) => times++;

        public void End(KeyedState<string, long> times)
        {
            foreach ((string failure, long count) in times)
            {
                book.Note(failure, count);
            }
        }
    }

    [Sink<InMemorySink<FailedTuple>>]
    public sealed partial class Letters
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed) => Write(in failed);

        [Output]
        private partial void Write(in FailedTuple failed);
    }
}
