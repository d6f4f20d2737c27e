using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>The least that can be done: each record is copied into a buffer of 64 KiB, sent, received, and copied out.</summary>
internal sealed class CopiedRecords<TRecord> : IRecordStream
    where TRecord : unmanaged, IRecord<TRecord>
{
    public const int BufferSize = 64 * 1024;

    public static void Send(Socket socket, long count)
    {
        byte[] buffer = new byte[BufferSize];
        for (long sent = 0; sent < count;)
        {
            int records = (int)Math.Min(count - sent, BufferSize / Unsafe.SizeOf<TRecord>());
            Fill(buffer, sent, records);
            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, records * Unsafe.SizeOf<TRecord>()); rest.Length > 0;)
            {
                rest = rest[socket.Send(rest)..];
            }

            sent += records;
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
            int whole = held / Unsafe.SizeOf<TRecord>() * Unsafe.SizeOf<TRecord>();
            sum += Sum(buffer.AsSpan(0, whole));
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }

        return sum;
    }

    public static void Fill(Span<byte> buffer, long first, int records)
    {
        for (int i = 0; i < records; i++)
        {
            var record = TRecord.Of(first + i);
            MemoryMarshal.Write(buffer[(i * Unsafe.SizeOf<TRecord>())..], in record);
        }
    }

    public static long Sum(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        for (; bytes.Length > 0; bytes = bytes[Unsafe.SizeOf<TRecord>()..])
        {
            TRecord record = MemoryMarshal.Read<TRecord>(bytes);
            sum += Take(in record);
        }

        return sum;
    }

    /// <summary>A handler: as in an engine, the record exists when it is called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Take(in TRecord record) => record.Number;
}
