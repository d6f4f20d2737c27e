using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>Field by field with <see cref="BinaryWriter"/> and <see cref="BinaryReader"/>, over streams that buffer 64 KiB.</summary>
internal sealed class BinaryRecords : IRecordStream
{
    private const int BufferSize = 64 * 1024;

    public static void Send(Socket socket, long count)
    {
        using var writer = new BinaryWriter(new BufferedStream(new NetworkStream(socket), BufferSize));
        for (long number = 0; number < count; number++)
        {
            var record = SmallRecord.Of(number);
            writer.Write(record.Number);
            writer.Write(record.Second);
        }
    }

    public static long Receive(Socket socket)
    {
        long sum = 0;
        using var stream = new BufferedStream(new NetworkStream(socket), BufferSize);
        using var reader = new BinaryReader(stream);
        try
        {
            while (true)
            {
                var record = new SmallRecord(reader.ReadInt64(), reader.ReadInt64());
                sum += record.Number;
            }
        }
        catch (EndOfStreamException)
        {
            return sum;
        }
    }
}
