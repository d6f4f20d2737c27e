namespace TopoGen.Runtime.Tests.Serialization;

/// <inheritdoc/>
public sealed class TupleCaseOf<T> : TupleCase
    where T : IStreamTuple<T>
{
    public override byte[] EncodeRandom(int seed) => Codec.Encode(new RandomValues(seed).Next<T>());

    public override string? RoundTrip(int seed)
    {
        T tuple = new RandomValues(seed).Next<T>();
        return SameValues.FindDifference(tuple, Codec.Decode<T>(Codec.Encode(tuple)));
    }

    public override bool TryDecode(ReadOnlySpan<byte> bytes) => Codec.TryDecode<T>(bytes);

    public override string ToString() => typeof(T).Name;
}
