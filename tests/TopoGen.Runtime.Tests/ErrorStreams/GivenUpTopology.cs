using TopoGen.Runtime.Tests.Acking;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>Messages that fail again and again, tuples that belong to none, and who reads of both.</summary>
[Topology("given-up", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class GivenUpTopology
{
    /// <summary>What was told, and what is to go wrong.</summary>
    public sealed class Book
    {
        private readonly Lock _lock = new();
        private readonly List<FailedTuple> _told = [];

        /// <summary>How many times the reader throws before it takes what it is told.</summary>
        public int Refusals { get; set; }

        /// <summary>Whether it waits for the test to let it go on.</summary>
        public ManualResetEventSlim IsOpen { get; } = new(initialState: true);

        public IReadOnlyList<FailedTuple> Told
        {
            get
            {
                lock (_lock)
                {
                    return [.. _told];
                }
            }
        }

        public void Tell(in FailedTuple failed)
        {
            lock (_lock)
            {
                _told.Add(failed);
            }

            IsOpen.Wait();
            if (Refusals > 0)
            {
                Refusals--;
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }

    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    [Bolt]
    public sealed partial class Work
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Token token)
        {
            if (token.Act == Act.Throw)
            {
                throw new InvalidOperationException("poison");
            }
        }
    }

    /// <summary>Acks by hand, and emits without an anchor.</summary>
    [Bolt]
    public sealed partial class Hand
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Token token, Anchor anchor)
        {
            if (token.Act == Act.EmitFree)
            {
                Emit(in token);
            }

            anchor.Ack();
            if (token.Act == Act.AckAndThrow)
            {
                throw new InvalidOperationException("by hand");
            }
        }

        [Output]
        private partial void Emit(in Token token);
    }

    [Bolt]
    public sealed partial class Free
    {
        [ShuffleGrouping<Hand>]
        public void Execute(in Token token) => throw new InvalidOperationException("free");
    }

    [Bolt]
    public sealed partial class Ask
    {
        [ShuffleGrouping<Source>]
        public async ValueTask ExecuteAsync(Token token, Anchor anchor, CancellationToken cancellation)
        {
            await Task.Yield();
            if (token.Act == Act.Fail)
            {
                throw new InvalidOperationException("later");
            }
        }

        [ShuffleGrouping<Hand>]
        public void Execute(in Token token)
        {
        }
    }

    [Bolt]
    public sealed partial class Read(Book book)
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed) => book.Tell(in failed);
    }
}
