using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary>Each record as a line of JSON, by System.Text.Json with generated code, in buffers of 64 KiB.</summary>
internal sealed class JsonLines<TRecord> : IRecordStream
    where TRecord : unmanaged, IRecord<TRecord>
{
    private const int BufferSize = 64 * 1024;

    public static void Send(Socket socket, long count)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * BufferSize);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        for (long number = 0; number < count; number++)
        {
            JsonSerializer.Serialize(writer, TRecord.Of(number), TRecord.Json);
            writer.Flush();
            writer.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount >= BufferSize || number == count - 1)
            {
                for (ReadOnlySpan<byte> rest = buffer.WrittenSpan; rest.Length > 0;)
                {
                    rest = rest[socket.Send(rest)..];
                }

                buffer.ResetWrittenCount();
            }
        }
    }

    public static long Receive(Socket socket)
    {
        byte[] buffer = new byte[BufferSize];
        long sum = 0;
        int held = 0;
        while (socket.Receive(buffer.AsSpan(held)) is var received and > 0)
        {
            held += received;
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, held);
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                sum += JsonSerializer.Deserialize(rest[..end], TRecord.Json).Number;
                rest = rest[(end + 1)..];
            }

            rest.CopyTo(buffer);
            held = rest.Length;
        }

        return sum;
    }
}
