using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>Records from this process to another one through a <see cref="MappedRing{TRecord}"/>, made and handled where they lie.</summary>
internal static class MappedRun
{
    public static async Task<Figures> RunAsync<TRecord>(string name, long count)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        PeerLines peer = PeerProcess.Of(name);
        string path = MappedFiles.NewPath();
        using var ring = MappedRing<TRecord>.Make(path);
        await peer.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{path}\t{count}"));
        await peer.HearAsync();
        File.Delete(path);
        long begun = Stopwatch.GetTimestamp();
        Send(ring, count);
        string[] answer = (await peer.HearAsync()).Split('\t');
        PassThroughRun.Verify(long.Parse(answer[0], CultureInfo.InvariantCulture), count);
        long ended = long.Parse(answer[1], CultureInfo.InvariantCulture);
        return new Dictionary<string, double> { ["ns"] = Stopwatch.GetElapsedTime(begun, ended).TotalNanoseconds / count };
    }

    public static async Task ServeAsync<TRecord>(string[] request, PeerLines lines)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        using var ring = MappedRing<TRecord>.Open(request[0]);
        await lines.SayAsync("joined");
        long sum = Receive(ring, long.Parse(request[1], CultureInfo.InvariantCulture));
        await lines.SayAsync($"{sum}\t{Stopwatch.GetTimestamp()}");
    }

    private static void Send<TRecord>(MappedRing<TRecord> ring, long count)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        for (long i = 0; i < count; i++)
        {
            ring.Write(TRecord.Of(i));
        }

        ring.Publish();
    }

    private static long Receive<TRecord>(MappedRing<TRecord> ring, long count)
        where TRecord : unmanaged, IRecord<TRecord>
    {
        long sum = 0;
        for (long done = 0; done < count;)
        {
            ReadOnlySpan<TRecord> records = ring.Read();
            foreach (ref readonly TRecord record in records)
            {
                sum += Take(in record);
            }

            done += records.Length;
            ring.Release(records.Length);
        }

        return sum;
    }

    /// <summary>A handler, as in <see cref="CopiedRecords{TRecord}"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Take<TRecord>(in TRecord record)
        where TRecord : unmanaged, IRecord<TRecord>
        => record.Number;
}
