using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Bolts that ask the outside world about each token, and may do other things beside.</summary>
[Topology("ask", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class AskTopology
{
    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    /// <summary>Asks, emits two copies, and ends as the token says.</summary>
    [Bolt(MaxInFlight = 8)]
    public sealed partial class Ordered(Calls calls)
    {
        [ShuffleGrouping<Source>]
        public ValueTask ExecuteAsync(Token token, Anchor anchor, CancellationToken cancellation)
            => AskAsync(calls, token, anchor, Emit, cancellation);

        [Output]
        private partial void Emit(in Token token, Anchor anchor);
    }

    [Bolt(MaxInFlight = 8, Ordered = false)]
    public sealed partial class Unordered(Calls calls)
    {
        [ShuffleGrouping<Source>]
        public ValueTask ExecuteAsync(Token token, Anchor anchor, CancellationToken cancellation)
            => AskAsync(calls, token, anchor, Emit, cancellation);

        [Output]
        private partial void Emit(in Token token, Anchor anchor);
    }

    /// <summary>Has a handler of each kind: what comes back from the sink's neighbour is kept by hand.</summary>
    [Bolt]
    public sealed partial class Mixed
    {
        private Anchor _kept;

        [ShuffleGrouping<Source>]
        public async ValueTask AskAsync(Token token, Anchor anchor)
        {
            await Task.Yield();
            Emit(in token, anchor);
        }

        [ShuffleGrouping<Other>]
        public void Keep(in Token token, Anchor anchor)
        {
            _kept.Ack();
            _kept = anchor;
            Emit(in token, anchor);
        }

        public void End() => _kept.Ack();

        [Output]
        private partial void Emit(in Token token, Anchor anchor);
    }

    [Spout]
    public sealed partial class Other(Feeds feeds) : FedSpout(feeds["Other"]);

    [Bolt]
    public sealed partial class Sink(HandTopology.Notes notes)
    {
        [ShuffleGrouping<Ordered>]
        [ShuffleGrouping<Unordered>]
        [ShuffleGrouping<Mixed>]
        public void Execute(in Token token)
        {
            notes.Receive();
            if (notes.Refused.Contains(token.Number))
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }

    private delegate void Emitter(in Token token, Anchor anchor);

    private static async ValueTask AskAsync(Calls calls, Token token, Anchor anchor, Emitter emit, CancellationToken cancellation)
    {
        emit(in token, anchor);
        await calls.Ask(token.Number, cancellation);
        switch (token.Act)
        {
            case Act.Fail:
                anchor.Fail();
                break;
            case Act.Throw:
                throw new InvalidOperationException("The test wants it.");
            case Act.AckTwice:
                anchor.Ack();
                anchor.Ack();
                break;
            case Act.ResetKept:
                anchor.ResetTimeout();
                await calls.Ask(-token.Number, cancellation);
                break;
        }

        emit(in token, anchor);
    }
}
