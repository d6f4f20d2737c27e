namespace TopoGen.Testing;

/// <summary>Keeps tuples.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class TupleTap<T>(bool isDirect) : Tap<T>(isDirect)
{
    private List<T> _tuples = [];

    public override int Count => _tuples.Count;

    public override void Add(scoped in T tuple) => _tuples.Add(tuple);

    public override void CutTo(int count) => _tuples.RemoveRange(count, _tuples.Count - count);

    public IReadOnlyList<T> Take()
    {
        List<T> taken = _tuples;
        _tuples = [];
        return taken;
    }
}
