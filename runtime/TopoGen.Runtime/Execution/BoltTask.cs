namespace TopoGen.Runtime;

/// <summary>A task of a bolt whose handlers are all synchronous.</summary>
public abstract class BoltTask : ComponentTask
{
    /// <summary>Wraps a linked port so that emits can name anchors.</summary>
    protected ManualOutput<T> Manual<T>(OutputPort port)
        where T : allows ref struct
        => new((Output<T>)port, Cell);

    /// <inheritdoc cref="Manual{T}"/>
    protected ManualDirectOutput<T> ManualDirect<T>(OutputPort port)
        where T : allows ref struct
        => new((DirectOutput<T>)port, Cell);
}
