namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>One tuple to bytes and back.</summary>
public static class Codec
{
    public static byte[] Encode<T>(in T tuple)
        where T : IStreamTuple<T>
    {
        var writer = new TupleWriter(16);
        try
        {
            writer.Write(in tuple);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Asserts that all bytes were needed.</summary>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IStreamTuple<T>
    {
        var reader = new TupleReader(bytes);
        T tuple = reader.Read<T>();
        Assert.Equal(0, reader.Remaining);
        return tuple;
    }

    /// <returns>Whether the bytes were a tuple; any exception but the typed one comes through.</returns>
    public static bool TryDecode<T>(ReadOnlySpan<byte> bytes)
        where T : IStreamTuple<T>
    {
        var reader = new TupleReader(bytes);
        try
        {
            reader.Read<T>();
            return true;
        }
        catch (TupleFormatException)
        {
            return false;
        }
    }
}
