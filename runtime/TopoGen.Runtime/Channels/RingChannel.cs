namespace TopoGen.Runtime;

/// <summary>
/// A channel between two tasks that are not fused: a typed ring, an output for the producing executor, and a work unit for
/// the consuming one.
/// </summary>
internal abstract class RingChannel
{
    public abstract OutputPort Output { get; }

    public abstract IChannelProducer Producer { get; }

    public abstract WorkUnit Consumer { get; }

    /// <summary>Tuples sent and not yet handled, in the ring and beyond. Any thread; may lag.</summary>
    public abstract long Pending { get; }

    /// <summary>How much of its room is taken, from 0 on: above 1 with what waits beyond. Any thread; may lag.</summary>
    public abstract double Fill { get; }
}

/// <inheritdoc/>
internal sealed class RingChannel<T> : RingChannel
{
    private readonly Ring<T> _ring;
    private readonly RingOutput<T> _output;

    /// <summary>A ring of tuples and nothing else.</summary>
    public RingChannel(Output<T> input, RingSettings settings)
        : this(settings, roots: null, ring => new RingInput<T>(ring, input, settings.Producer))
    {
    }

    /// <param name="settings">The ring's.</param>
    /// <param name="roots">What is said of the tuples beside it, where anything is.</param>
    /// <param name="consumer">Makes the work unit that reads it.</param>
    public RingChannel(RingSettings settings, RootRunWriter? roots, Func<Ring<T>, RingReader<T>> consumer)
    {
        _ring = new Ring<T>(settings.Capacity);
        _output = new RingOutput<T>(_ring, settings) { Roots = roots };
        Consumer = consumer(_ring);
    }

    public override OutputPort Output => _output;

    public override IChannelProducer Producer => _output;

    public override WorkUnit Consumer { get; }

    public override long Pending => Math.Max(0, _output.Sent - Volatile.Read(ref _ring.Consumed.Value));

    public override double Fill => (double)Pending / _ring.Slots.Length;
}
