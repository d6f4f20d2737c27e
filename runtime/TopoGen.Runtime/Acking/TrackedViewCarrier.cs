namespace TopoGen.Runtime;

/// <summary>Channels that carry views, each with the tree it belongs to.</summary>
internal sealed class TrackedViewCarrier<T> : Carrier<Tracked<T>>
    where T : IStreamTuple<T>, allows ref struct
{
    public override int SlotSize => ByteQueue.BytesPerSlot;

    public override RingChannel CreateRing(OutputPort input, RingSettings settings) => new ByteRing<Tracked<T>>((Output<Tracked<T>>)input, settings);

    public override OutputPort Journal(OutputPort input, TaskCell consumer) => new JournaledInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(OutputPort input, TaskCell consumer) => new TrackedInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(TaskCell producer, OutputPort output) => new TrackedLink<T>((Output<Tracked<T>>)output, producer);
}
