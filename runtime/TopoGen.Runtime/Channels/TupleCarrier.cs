using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Channels that carry tuples and nothing else.</summary>
internal sealed class TupleCarrier<T> : Carrier<T>
    where T : IStreamTuple<T>
{
    public override int SlotSize => Unsafe.SizeOf<T>();

    public override RingChannel CreateRing(OutputPort input, RingSettings settings) => new RingChannel<T>((Output<T>)input, settings);

    public override OutputPort Journal(OutputPort input, TaskCell consumer)
        => input is AsyncInput<T> ? input : new JournaledInput<T>((Output<T>)input, consumer);

    public override OutputPort Journal(TaskCell producer, OutputPort channel)
        => channel is RingOutput<T> ring ? new JournaledRing<T>(ring, producer.Executor.Journal) : base.Journal(producer, channel);

    public override OutputPort Before(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(TaskCell producer, OutputPort output) => output;
}
