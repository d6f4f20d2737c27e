using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What <see cref="CopiedRecords{TRecord}"/> does over a Unix socket, over shared memory.</summary>
internal static class RingRun
{
    public static async Task<Figures> RunAsync<TRecord>(string name, long count)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        PeerLines peer = PeerProcess.Of(name);
        using LinkSocket socket = await RingPair.OpenAsync(peer, "");

        // Whoever waits for room hears of it through the reader.
        var reader = new Thread(() => socket.Read(new byte[1]));
        reader.Start();
        long begun = Stopwatch.GetTimestamp();
        Send<TRecord>(socket, count);
        socket.Shutdown();
        reader.Join();
        string[] answer = (await peer.HearAsync()).Split('\t');
        PassThroughRun.Verify(long.Parse(answer[0], CultureInfo.InvariantCulture), count);
        long ended = long.Parse(answer[1], CultureInfo.InvariantCulture);
        return new Dictionary<string, double> { ["ns"] = Stopwatch.GetElapsedTime(begun, ended).TotalNanoseconds / count };
    }

    public static async Task ServeAsync<TRecord>(string[] request, PeerLines lines)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        (LinkSocket socket, _) = await RingPair.JoinAsync(request, lines);
        using (socket)
        {
            long sum = Receive<TRecord>(socket);
            await lines.SayAsync($"{sum}\t{Stopwatch.GetTimestamp()}");
        }
    }

    private static void Send<TRecord>(LinkSocket socket, long count)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        byte[] buffer = new byte[CopiedRecords<TRecord>.BufferSize];
        for (long sent = 0; sent < count;)
        {
            int records = (int)Math.Min(count - sent, buffer.Length / Unsafe.SizeOf<TRecord>());
            CopiedRecords<TRecord>.Fill(buffer, sent, records);
            socket.TrySendAll(buffer.AsSpan(0, records * Unsafe.SizeOf<TRecord>()));
            sent += records;
        }
    }

    private static long Receive<TRecord>(LinkSocket socket)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        byte[] buffer = new byte[CopiedRecords<TRecord>.BufferSize];
        long sum = 0;
        int held = 0;
        while (socket.Read(buffer.AsSpan(held)) is var received and > 0)
        {
            held += received;
            int whole = held / Unsafe.SizeOf<TRecord>() * Unsafe.SizeOf<TRecord>();
            sum += CopiedRecords<TRecord>.Sum(buffer.AsSpan(0, whole));
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }

        return sum;
    }
}
