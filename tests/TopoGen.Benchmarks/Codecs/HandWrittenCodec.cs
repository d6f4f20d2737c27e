using System.Buffers.Binary;
using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>Spans, little-endian numbers and a length-prefixed UTF-8 string, every access checked by the span.</summary>
internal sealed class HandWrittenCodec : IRoundTrip
{
    private readonly byte[] _buffer = new byte[256];

    public Reading Run(in Reading reading)
    {
        int length = Write(_buffer, in reading);
        return Read(_buffer.AsSpan(0, length));
    }

    private static int Write(Span<byte> target, in Reading reading)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, reading.Sensor);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], reading.Time);
        BinaryPrimitives.WriteDoubleLittleEndian(target[12..], reading.Value);
        int bytes = Encoding.UTF8.GetBytes(reading.Place, target[24..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], bytes);
        return 24 + bytes;
    }

    private static Reading Read(ReadOnlySpan<byte> source)
    {
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(source[20..]);
        return new Reading(
            BinaryPrimitives.ReadInt32LittleEndian(source),
            BinaryPrimitives.ReadInt64LittleEndian(source[4..]),
            BinaryPrimitives.ReadDoubleLittleEndian(source[12..]),
            Encoding.UTF8.GetString(source.Slice(24, bytes)));
    }
}
