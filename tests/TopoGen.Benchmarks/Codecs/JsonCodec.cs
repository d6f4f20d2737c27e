using System.Buffers;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary>System.Text.Json with generated code, into a buffer and by a writer that are used again.</summary>
internal sealed class JsonCodec : IRoundTrip
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _writer;

    public JsonCodec() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public Reading Run(in Reading reading)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, reading, ReadingJson.Default.Reading);
        return JsonSerializer.Deserialize(_buffer.WrittenSpan, ReadingJson.Default.Reading);
    }
}
