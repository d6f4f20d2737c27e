using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Keeps views, encoded.</summary>
/// <typeparam name="T">The view.</typeparam>
internal sealed class ViewTap<T>(bool isDirect) : Tap<T>(isDirect)
    where T : IStreamTuple<T>, allows ref struct
{
    private List<byte[]> _views = [];

    public override int Count => _views.Count;

    public override void Add(scoped in T tuple) => _views.Add(EncodedView.Of(in tuple));

    public override void CutTo(int count) => _views.RemoveRange(count, _views.Count - count);

    public IReadOnlyList<byte[]> Take()
    {
        List<byte[]> taken = _views;
        _views = [];
        return taken;
    }
}
