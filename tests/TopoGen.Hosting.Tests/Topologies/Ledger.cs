namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>Sums the numbers from 1 as far as the test lets it, exactly once; what is given by position is its input.</summary>
[Topology("ledger", Delivery = Delivery.ExactlyOnce)]
public sealed partial class Ledger
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Parameters]
    public sealed record Settings(
        [Parameter("What to read", ValueName = "INPUT", Positional = true)] string[]? Inputs = null,
        [Parameter("A note for the end")] string Note = "");

    [Spout]
    public sealed partial class Source(Book book)
    {
        [Position] private long _read;

        public SpoutStatus Next()
        {
            if (_read == book.Length)
            {
                return SpoutStatus.End;
            }

            if (_read == book.Written)
            {
                book.Read();
                return SpoutStatus.Idle;
            }

            Emit(new Number(++_read));
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt]
    public sealed partial class Sum(Settings settings, Book book)
    {
        [State] private long _sum;

        [GlobalGrouping<Source>]
        public void Execute(in Number number) => _sum += number.Value;

        public void End() => book.Close(settings, _sum);
    }

    /// <summary>The input, and what came of it.</summary>
    public sealed class Book
    {
        private readonly TaskCompletionSource _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How many numbers there are in all.</summary>
        public long Length { get; init; } = 1000;

        /// <summary>How many of them there are so far.</summary>
        public long Written { get; init; } = long.MaxValue;

        /// <summary>Completes when all that is written was read.</summary>
        public Task IsRead => _isRead.Task;

        public long? Total { get; private set; }

        public Settings? Settings { get; private set; }

        public void Read() => _isRead.TrySetResult();

        public void Close(Settings settings, long sum) => (Settings, Total) = (settings, sum);
    }
}
