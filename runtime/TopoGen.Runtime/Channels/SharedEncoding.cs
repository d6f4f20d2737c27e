namespace TopoGen.Runtime;

/// <summary>
/// The bytes of the tuple that a stream with several consumers is sending: written once, by the first link that needs them, and copied
/// by the others.
/// </summary>
internal abstract class SharedEncoding
{
    /// <summary>Another tuple follows.</summary>
    public abstract void Reset();
}

/// <inheritdoc/>
internal sealed class SharedEncoding<T> : SharedEncoding
    where T : IStreamTuple<T>, allows ref struct
{
    private byte[] _bytes = [];
    private int _length = -1;

    public override void Reset() => _length = -1;

    public ReadOnlySpan<byte> Of(scoped in T tuple)
    {
        if (_length < 0)
        {
            var writer = new TupleWriter(_bytes, 0);
            try
            {
                writer.Write(in tuple);
            }
            finally
            {
                _bytes = writer.Detach(out _length);
            }
        }

        return _bytes.AsSpan(0, _length);
    }
}
