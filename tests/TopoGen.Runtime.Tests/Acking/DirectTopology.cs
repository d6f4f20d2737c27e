namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Emitters that name the receiving task.</summary>
[Topology("direct", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class DirectTopology
{
    [Spout]
    public sealed partial class Source(Feeds feeds)
    {
        private readonly Feed _feed = feeds["Source"];

        public SpoutStatus Next()
        {
            if (!_feed.TryTake(out Token token))
            {
                return SpoutStatus.End;
            }

            EmitTo(token.Number == 9 ? 9 : (int)token.Number % 2, in token, token.Number);
            return SpoutStatus.More;
        }

        public void Ack(long id) => _feed.Ack(id);

        public void Fail(long id, FailReason reason) => _feed.Fail(id, reason);

        [Output(Direct = true)]
        private partial void EmitTo(int task, in Token token, long id);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Hand
    {
        [DirectGrouping<Source>]
        public void Execute(in Token token, Anchor anchor)
        {
            EmitTo(0, in token, anchor);
            EmitTo(1, in token, anchor, anchor);
            anchor.Ack();
        }

        [Output(Direct = true)]
        private partial void EmitTo(int task, in Token token, Anchor anchor);

        [Output(Direct = true)]
        private partial void EmitTo(int task, in Token token, params ReadOnlySpan<Anchor> anchors);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Sink
    {
        [DirectGrouping<Hand>]
        public void Execute(in Token token)
        {
        }
    }
}
