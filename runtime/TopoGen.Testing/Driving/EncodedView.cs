using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>A view with bytes of its own.</summary>
internal static class EncodedView
{
    public static byte[] Of<T>(scoped in T view)
        where T : IStreamTuple<T>, allows ref struct
    {
        using var writer = new TupleWriter(capacity: 256);
        writer.Write(in view);
        return writer.Written.ToArray();
    }

    public static T Read<T>(ReadOnlySpan<byte> bytes)
        where T : IStreamTuple<T>, allows ref struct
    {
        var reader = new TupleReader(bytes);
        return reader.Read<T>();
    }
}
