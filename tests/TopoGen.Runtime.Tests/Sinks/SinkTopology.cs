using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Counts numbers by key, and writes each count out. Commands are large, so that an epoch has several chunks.</summary>
[Topology("sinks", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class SinkTopology
{
    public const int Keys = 7;

    [StreamTuple]
    public readonly partial record struct Number(long Key, long Sequence);

    [StreamTuple]
    public readonly partial record struct SetCount(long Key, long Count, string Padding);

    [Spout(Parallelism = 2)]
    public sealed partial class Numbers(EpochTopology.Input input)
    {
        private int _task;

        [State]
        private long _next;

        public void Open(TaskContext context) => _task = context.Index;

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

            Emit(new Number((_task * Keys) + (_next % Keys), (_next / Keys) + 1));
            _next++;
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Sink<InMemorySink<SetCount>>(Parallelism = 2)]
    public sealed partial class Counts(Padding padding)
    {
        [FieldsGrouping<Numbers>(nameof(Number.Key))]
        public void Execute(in Number number, [State] ref long count) => Write(new SetCount(number.Key, ++count, padding.Text));

        public void End(KeyedState<long, long> count)
        {
            foreach ((long key, long total) in count)
            {
                Write(new SetCount(key, -total, ""));
            }
        }

        [Output]
        private partial void Write(in SetCount command);
    }

    /// <summary>What makes a command large.</summary>
    public sealed record Padding(string Text);
}
