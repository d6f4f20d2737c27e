namespace TopoGen.Runtime;

/// <summary>Makes what channels of one subscription consist of.</summary>
internal abstract class Carrier
{
    /// <summary>Bytes that a tuple takes in a ring.</summary>
    public abstract int SlotSize { get; }

    /// <summary>Makes the end by which a task receives.</summary>
    public abstract OutputPort CreateInput(TaskCell consumer, int subscription);

    /// <summary>What a channel hands to: <paramref name="input"/>, or something before it.</summary>
    public abstract OutputPort Before(OutputPort input, TaskCell consumer);

    /// <summary>What a task sends to: <paramref name="output"/>, or something before it.</summary>
    public abstract OutputPort Before(TaskCell producer, OutputPort output);

    /// <summary>
    /// Hands to <paramref name="input"/> so that calls which throw leave no trace. An asynchronous handler emits when its call is over, and nothing if that
    /// fails.
    /// </summary>
    public abstract OutputPort Journal(OutputPort input, TaskCell consumer);

    /// <summary>The sending end of a ring or link that what a call emits can be taken back from.</summary>
    public abstract OutputPort Journal(TaskCell producer, OutputPort channel);

    /// <summary>Makes a ring between two tasks; its consumer hands what it reads to <paramref name="input"/>.</summary>
    public abstract RingChannel CreateRing(OutputPort input, RingSettings settings);

    /// <summary>Makes the port to a task of another worker.</summary>
    public abstract OutputPort CreateLinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit, Linger linger);

    /// <summary>Makes the receiving end of a channel from another worker, which hands what it reads to <paramref name="input"/>.</summary>
    public abstract ILinkInput CreateLinkInput(IChannelReceiver receiver, OutputPort input, Action<string> refused);

    /// <summary>Makes the port to a task that has ended.</summary>
    public abstract OutputPort CreateDiscard();
}

/// <inheritdoc/>
/// <typeparam name="T">What travels by links.</typeparam>
internal abstract class Carrier<T> : Carrier
    where T : IStreamTuple<T>, allows ref struct
{
    public override OutputPort CreateInput(TaskCell consumer, int subscription) => consumer.Task.CreateInput(consumer.Definition.AdapterOf(subscription));

    public override OutputPort Journal(TaskCell producer, OutputPort channel)
        => channel is LinkOutput<T> link ? new JournaledLink<T>(link, producer.Executor.Journal) : channel;

    public sealed override OutputPort CreateLinkOutput(IChannelSender sender, Executor executor, string name, int overflowLimit, Linger linger)
        => new LinkOutput<T>(sender, executor, name, overflowLimit, linger);

    public sealed override ILinkInput CreateLinkInput(IChannelReceiver receiver, OutputPort input, Action<string> refused)
        => new LinkInput<T>(receiver, (Output<T>)input, refused);

    public sealed override OutputPort CreateDiscard() => new DiscardOutput<T>();
}
