using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What the generator makes of <see cref="Reading"/>.</summary>
internal sealed class GeneratedCodec : IRoundTrip
{
    private byte[] _buffer = new byte[256];

    public Reading Run(in Reading reading)
    {
        var writer = new TupleWriter(_buffer, 0);
        writer.Write(in reading);
        var reader = new TupleReader(writer.Written);
        Reading back = reader.Read<Reading>();
        _buffer = writer.Detach(out _);
        return back;
    }
}
