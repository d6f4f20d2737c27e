using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Makes the tap of a stream.</summary>
internal sealed class TapMaker : IStreamVisitor<Tap>
{
    public static TapMaker Instance { get; } = new();

    public Tap Visit<T>(StreamDefinition<T> stream)
        where T : IStreamTuple<T>
        => new TupleTap<T>(stream.Direct);

    public Tap Visit<T>(ViewStreamDefinition<T> stream)
        where T : IStreamTuple<T>, allows ref struct
        => new ViewTap<T>(stream.Direct);
}
