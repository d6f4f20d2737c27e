namespace TopoGen.Runtime.Tests.Acking;

/// <summary>A spout that emits each token as a message and beside it, and a bolt that emits without a tuple at hand.</summary>
[Topology("partly", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class PartlyTopology
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

            Emit(in token, token.Number);
            Emit(token with { Act = Act.Throw });
            EmitBeside(token with { Act = Act.Throw });
            return SpoutStatus.More;
        }

        public void Ack(long id) => _feed.Ack(id);

        public void Fail(long id, FailReason reason) => _feed.Fail(id, reason);

        [Output]
        private partial void Emit(in Token token, long id);

        [Output]
        private partial void Emit(in Token token);

        [Output("beside")]
        private partial void EmitBeside(in Token token);
    }

    [Bolt]
    public sealed partial class Pass
    {
        [ShuffleGrouping<Source>(Stream = "default")]
        public void Execute(in Token token)
        {
            if (token.Act == Act.Ack)
            {
                Emit(in token);
            }
        }

        [Output]
        private partial void Emit(in Token token);
    }

    [Bolt]
    public sealed partial class Beside
    {
        [ShuffleGrouping<Source>(Stream = "beside")]
        public void Execute(in Token token) => Emit(in token);

        public void End() => Emit(new Token(2, Act.Throw));

        [Output]
        private partial void Emit(in Token token);
    }

    [Bolt]
    public sealed partial class Sink(HandTopology.Notes notes)
    {
        [ShuffleGrouping<Pass>]
        [ShuffleGrouping<Beside>]
        public void Execute(in Token token)
        {
            if (token.Act == Act.Throw || notes.Refused.Contains(token.Number))
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }
}
