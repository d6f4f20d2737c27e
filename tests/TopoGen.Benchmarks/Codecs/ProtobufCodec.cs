using Google.Protobuf;

namespace TopoGen.Benchmarks;

/// <summary>Google.Protobuf with the code of its own compiler; the message that is written is made once.</summary>
internal sealed class ProtobufCodec : IRoundTrip
{
    private readonly byte[] _buffer = new byte[256];
    private readonly ReadingMessage _message = new();

    public Reading Run(in Reading reading)
    {
        _message.Sensor = reading.Sensor;
        _message.Time = reading.Time;
        _message.Value = reading.Value;
        _message.Place = reading.Place;
        int size = _message.CalculateSize();
        _message.WriteTo(_buffer.AsSpan(0, size));
        ReadingMessage back = ReadingMessage.Parser.ParseFrom(_buffer.AsSpan(0, size));
        return new Reading(back.Sensor, back.Time, back.Value, back.Place);
    }
}
