using System.Buffers;
using MemoryPack;

namespace TopoGen.Benchmarks;

/// <summary>MemoryPack with generated code, into a buffer that is used again.</summary>
internal sealed class MemoryPackCodec : IRoundTrip
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public Reading Run(in Reading reading)
    {
        _buffer.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_buffer, new PackedReading(reading.Sensor, reading.Time, reading.Value, reading.Place));
        PackedReading back = MemoryPackSerializer.Deserialize<PackedReading>(_buffer.WrittenSpan);
        return new Reading(back.Sensor, back.Time, back.Value, back.Place);
    }
}
