using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Channels that carry tuples with the trees they belong to: beside them where they go by a ring, with each of them where they go by a link.</summary>
internal sealed class TrackedCarrier<T> : Carrier<Tracked<T>>
    where T : IStreamTuple<T>
{
    public override int SlotSize => Unsafe.SizeOf<T>();

    public override RingChannel CreateRing(OutputPort input, RingSettings settings)
    {
        var roots = new RootRunWriter(settings.Capacity);
        return new RingChannel<T>(
            settings, roots, ring => new TrackedRingInput<T>(ring, roots.Reader, (TrackedInput<T>)input, settings.Producer));
    }

    public override OutputPort Journal(OutputPort input, TaskCell consumer)
        => input is AsyncInput<T> ? input : new JournaledInput<T>((Output<T>)input, consumer);

    public override OutputPort Journal(TaskCell producer, OutputPort channel)
        => channel is RingOutput<T> ring ? new JournaledRing<T>(ring, producer.Executor.Journal) : base.Journal(producer, channel);

    public override OutputPort Before(OutputPort input, TaskCell consumer) => new TrackedInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(TaskCell producer, OutputPort output)
        => output is JournaledRing<T> ring ? new TrackedRing<T>(ring, producer) : new TrackedLink<T>((Output<Tracked<T>>)output, producer);
}
