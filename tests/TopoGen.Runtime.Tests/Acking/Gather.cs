using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Waits for so many tokens and emits one that belongs to all of them.</summary>
internal abstract class Gather(int size)
{
    private readonly List<Anchor> _held = [];

    public void Execute(in Token token, Anchor anchor)
    {
        _held.Add(anchor);
        if (_held.Count == size)
        {
            Emit(in token, CollectionsMarshal.AsSpan(_held));
            _held.ForEach(static held => held.Ack());
            _held.Clear();
        }
    }

    [Output]
    protected abstract void Emit(in Token token, params ReadOnlySpan<Anchor> anchors);
}
