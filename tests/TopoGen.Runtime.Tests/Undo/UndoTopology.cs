using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>A diamond of bolts that count what they did, each in a way of its own, and throw afterwards where they are told to.</summary>
[Topology("undo", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class UndoTopology
{
    /// <summary>A number, and who throws at it.</summary>
    [StreamTuple]
    public readonly partial record struct Number(long Value, string? Thrower);

    [StreamTuple]
    public readonly partial record struct Part(long Value, string? Thrower, string From);

    [State]
    public readonly partial record struct Sum(long Count, long Total);

    /// <summary>What is given to the spout, and what the components had kept at their end.</summary>
    public sealed class Book
    {
        public List<Number> Input { get; } = [];

        public SortedDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

        public int Asked { get; set; }

        public void Note(string what, string value)
        {
            lock (Kept)
            {
                Kept.Add(what, value);
            }
        }

        public static void Throw(bool isWanted)
        {
            if (isWanted)
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }

    [Spout]
    public sealed partial class Source(Book book)
    {
        [State]
        private int _position;

        public SpoutStatus Next()
        {
            if (_position == book.Input.Count)
            {
                return SpoutStatus.End;
            }

            Emit(book.Input[_position]);
            _position++;

            // Every call once before it succeeds.
            Book.Throw(++book.Asked % 2 == 1);
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Split(Book book)
    {
        [State]
        private long _handled;

        [State]
        private string? _last;

        [ShuffleGrouping<Source>]
        public void Execute(in Number number)
        {
            _handled++;
            _last = $"{number.Value}";
            Emit(new Part(number.Value, number.Thrower, "split"));
            Book.Throw(number.Thrower == nameof(Split));
            Emit(new Part(-number.Value, number.Thrower, "split"));
            Book.Throw(number.Thrower == "Split at its end");
        }

        public void End() => book.Note("split", $"{_handled}, last {_last}");

        [Output]
        private partial void Emit(in Part part);
    }

    [Bolt]
    public sealed partial class Left
    {
        [ShuffleGrouping<Split>]
        public void Execute(in Part part)
        {
            Emit(part with { From = "left" });
            Book.Throw(part.Thrower == nameof(Left));
        }

        [Output]
        private partial void Emit(in Part part);
    }

    [Bolt]
    public sealed partial class Right
    {
        [ShuffleGrouping<Split>]
        public void Execute(in Part part)
        {
            Book.Throw(part.Thrower == nameof(Right));
            Emit(part with { From = "right" });
        }

        [Output]
        private partial void Emit(in Part part);
    }

    [Bolt]
    public sealed partial class Join(Book book)
    {
        [FieldsGrouping<Left>(nameof(Part.From))]
        [FieldsGrouping<Right>(nameof(Part.From))]
        public void Execute(in Part part, [State] ref Sum sum, [State] ref string? seen)
        {
            sum = new Sum(sum.Count + 1, sum.Total + part.Value);
            seen += $" {part.Value}";
            Emit(in part);
            Book.Throw(part.Thrower == nameof(Join));
        }

        public void End(KeyedState<string, Sum> sum, KeyedState<string, string?> seen)
        {
            foreach ((string from, Sum of) in sum)
            {
                seen.TryGet(from, out string? values);
                book.Note($"join, {from}", $"{of.Count}, total {of.Total},{values}");
            }
        }

        [Output]
        private partial void Emit(in Part part);
    }

    [Sink<InMemorySink<Part>>]
    public sealed partial class Store
    {
        [GlobalGrouping<Split>]
        public void Execute(in Part part)
        {
            Write(in part);
            Book.Throw(part.Thrower == nameof(Store));
        }

        [Output]
        private partial void Write(in Part command);
    }

    [Bolt]
    public sealed partial class Last(Book book)
    {
        [State]
        private string _received = "";

        [GlobalGrouping<Join>]
        public void Execute(in Part part) => _received += $" {part.From[0]}{part.Value}";

        public void End() => book.Note("last", string.Join(" ", _received.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order()));
    }
}
