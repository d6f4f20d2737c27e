using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>A spout that waits for its input and names its messages by text.</summary>
[Topology("async-source", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class AsyncSourceTopology
{
    [Spout]
    public sealed partial class Source(Feeds feeds, Calls calls)
    {
        private readonly Feed _feed = feeds["Source"];
#pragma warning disable TG0401 // Calls are counted for the test; nothing goes on after a failure.
        private long _call;
#pragma warning restore TG0401

        public async ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
        {
            long call = ++_call;
            int taken = 0;
            for (; taken < 2 && _feed.TryTake(out Token token); taken++)
            {
                await Task.Yield();
                Emit(in token, Name(token.Number));
            }

            if (taken > 0 || !_feed.IsOver)
            {
                await calls.Ask(call, cancellation);
            }

            if (call == 2 && taken > 0)
            {
                throw new InvalidOperationException("The test wants it.");
            }

            return taken == 0 && _feed.IsOver ? SpoutStatus.End : SpoutStatus.More;
        }

        public void Ack(string id) => _feed.Ack(Number(id));

        public void Fail(string id, FailReason reason)
        {
            if (_feed.Fail(Number(id), reason) is { } again)
            {
                Emit(in again, id);
            }
        }

        [Output]
        private partial void Emit(in Token token, string? id);

        private static string? Name(long number) => number < 0 ? null : $"message {number}";

        private static long Number(string id) => long.Parse(id["message ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Bolt]
    public sealed partial class Sink
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Token token)
        {
            if (token.Act == Act.Throw)
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }
}
