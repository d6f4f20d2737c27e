namespace TopoGen.Runtime;

/// <summary>A task of a bolt with at least one asynchronous handler.</summary>
/// <param name="maxInFlight">How many asynchronous calls may be under way, 1 or more.</param>
/// <param name="ordered">Whether results are published in the order of the inputs.</param>
public abstract class AsyncBoltTask(int maxInFlight, bool ordered) : ComponentTask
{
    private readonly List<IAnchoredOutput> _outputs = [];

    internal int MaxInFlight => maxInFlight;

    internal bool Ordered => ordered;

    internal IReadOnlyList<IAnchoredOutput> Outputs => _outputs;

    /// <summary>Wraps a linked port so that emits can name the call they belong to.</summary>
    protected AnchoredOutput<T> Anchored<T>(OutputPort port)
    {
        var output = new AnchoredOutput<T>((Output<T>)port, this, _outputs.Count);
        _outputs.Add(output);
        return output;
    }

    /// <inheritdoc cref="Anchored{T}"/>
    protected AnchoredDirectOutput<T> AnchoredDirect<T>(OutputPort port)
    {
        var output = new AnchoredDirectOutput<T>((DirectOutput<T>)port, this, _outputs.Count);
        _outputs.Add(output);
        return output;
    }
}
