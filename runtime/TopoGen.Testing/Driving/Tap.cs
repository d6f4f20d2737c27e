using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What one output has emitted, and the test has not read.</summary>
internal abstract class Tap
{
    public abstract OutputPort Before(OutputPort target);
}

/// <inheritdoc/>
internal sealed class Tap<T>(bool isDirect) : Tap
    where T : IStreamTuple<T>
{
    private List<T> _tuples = [];

    public void Add(in T tuple) => _tuples.Add(tuple);

    public IReadOnlyList<T> Take()
    {
        List<T> taken = _tuples;
        _tuples = [];
        return taken;
    }

    public override OutputPort Before(OutputPort target)
        => isDirect ? new TapDirectOutput<T>((DirectOutput<T>)target, this) : new TapOutput<T>((Output<T>)target, this);
}
