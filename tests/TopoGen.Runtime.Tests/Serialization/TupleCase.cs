namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>A tuple type under test, so that every property is checked for each of them.</summary>
public abstract class TupleCase
{
    /// <summary>A tuple of random content.</summary>
    public abstract byte[] EncodeRandom(int seed);

    /// <summary>Encodes and decodes a random tuple.</summary>
    /// <returns>The path of the first difference, or null.</returns>
    public abstract string? RoundTrip(int seed);

    /// <inheritdoc cref="Codec.TryDecode{T}"/>
    public abstract bool TryDecode(ReadOnlySpan<byte> bytes);

    public abstract override string ToString();
}

