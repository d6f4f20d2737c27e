namespace TopoGen.Runtime;

/// <summary>Channels that carry tuples with the trees they belong to.</summary>
internal sealed class TrackedCarrier<T> : Carrier<Tracked<T>>
    where T : IStreamTuple<T>
{
    public override OutputPort CreateInput(TaskCell consumer, int subscription) => consumer.Task.CreateInput(consumer.Definition.AdapterOf(subscription));

    public override OutputPort Journal(OutputPort input, TaskCell consumer)
        => input is AsyncInput<T> ? input : new JournaledInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(OutputPort input, TaskCell consumer) => new TrackedInput<T>((Output<T>)input, consumer);

    public override OutputPort Before(TaskCell producer, OutputPort output)
        => new TrackedOutput<T>((Output<Tracked<T>>)output, producer);
}
