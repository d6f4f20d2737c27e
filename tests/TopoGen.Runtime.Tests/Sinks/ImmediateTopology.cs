using System.Collections.Concurrent;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Numbers go straight into a sink that does not wait for epochs. It says itself what it wrote, so that any delivery may be tried.</summary>
[Topology("immediate", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class ImmediateTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [StreamTuple]
    public readonly partial record struct Saw(long Value);

    /// <summary>The messages whose spout heard that they are done.</summary>
    public sealed class Acks
    {
        public ConcurrentQueue<long> All { get; } = new();
    }

    [Spout]
    public sealed partial class Numbers(EpochTopology.Input input, Acks acks)
    {
        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            if (_next >= input.Allowed)
            {
                return SpoutStatus.Idle;
            }

            _next++;
            Emit(new Number(_next), _next);
            return SpoutStatus.More;
        }

        public void Ack(long id) => acks.All.Enqueue(id);

        [Output]
        private partial void Emit(in Number number, long id);
    }

    [Sink<InMemorySink<Saw>>(Immediate = true)]
    public sealed partial class Out
    {
        [ShuffleGrouping<Numbers>]
        public void Execute(in Number number) => Write(new Saw(number.Value));

        [Output]
        private partial void Write(in Saw command);
    }
}
