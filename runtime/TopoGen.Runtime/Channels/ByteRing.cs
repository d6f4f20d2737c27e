namespace TopoGen.Runtime;

/// <summary>
/// A channel between two tasks that are not fused, for what cannot wait as a value: views are encoded once, into the memory where the consumer reads them, as into
/// a link between workers.
/// </summary>
internal sealed class ByteRing<T> : RingChannel
    where T : IStreamTuple<T>, allows ref struct
{
    private readonly ByteQueue _queue;
    private readonly LinkOutput<T> _output;

    public ByteRing(Output<T> input, RingSettings settings)
    {
        _queue = new ByteQueue(ByteQueue.WindowOf(settings.Capacity), settings.Consumer.Wake, settings.Producer.Wake);
        _output = new LinkOutput<T>(_queue, settings.Producer, settings.Name, settings.OverflowLimit, linger: null);
        Consumer = new LinkInput<T>(_queue, input, static reason => throw new TupleFormatException(reason)) { IsLocal = true };
    }

    public override OutputPort Output => _output;

    public override IChannelProducer Producer => _output;

    public override WorkUnit Consumer { get; }

    public override long Pending => _output.Pending;

    public override double Fill => _queue.Fill;
}
