namespace TopoGen.Runtime;

/// <summary>As <see cref="TupleCarrier{T}"/>, for views.</summary>
internal sealed class ViewCarrier<T> : Carrier<T>
    where T : IStreamTuple<T>, allows ref struct
{
    public override int SlotSize => ByteQueue.BytesPerSlot;

    public override RingChannel CreateRing(OutputPort input, RingSettings settings) => new ByteRing<T>((Output<T>)input, settings);

    public override OutputPort Journal(OutputPort input, TaskCell consumer) => new JournaledInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(OutputPort input, TaskCell consumer) => input;

    public override OutputPort Before(TaskCell producer, OutputPort output) => output;
}
