namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>A record in the form that checkpoints keep.</summary>
public sealed class StateCaseOf<T> : TupleCase
    where T : IStateRecord<T>
{
    public override byte[] EncodeRandom(int seed) => Encode(new RandomValues(seed).Next<T>());

    public override string? RoundTrip(int seed)
    {
        T value = new RandomValues(seed).Next<T>();
        var reader = new TupleReader(Encode(value));
        T read = reader.ReadState<T>("test");
        Assert.Equal(0, reader.Remaining);
        return SameValues.FindDifference(value, read);
    }

    public override bool TryDecode(ReadOnlySpan<byte> bytes)
    {
        var reader = new TupleReader(bytes);
        try
        {
            reader.ReadState<T>("test");
            return true;
        }
        catch (TupleFormatException)
        {
            return false;
        }
    }

    public override string ToString() => $"{typeof(T).Name} in a checkpoint";

    private static byte[] Encode(in T value)
    {
        var writer = new TupleWriter(16);
        try
        {
            writer.WriteState(in value);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
