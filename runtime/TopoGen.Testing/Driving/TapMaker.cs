using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Makes the tap of a stream.</summary>
internal sealed class TapMaker : IStreamVisitor<Tap>
{
    public static TapMaker Instance { get; } = new();

    public Tap Visit<T>(StreamDefinition<T> stream)
        where T : IStreamTuple<T>
        => new Tap<T>(stream.Direct);
}
