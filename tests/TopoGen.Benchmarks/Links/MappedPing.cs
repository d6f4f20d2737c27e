using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>100 bytes to another process and back through two <see cref="MappedRing{TRecord}"/>s, one after the other without a rest.</summary>
internal static class MappedPing
{
    public static async Task<Figures> RunAsync(string name, long count)
    {
        PeerLines peer = PeerProcess.Of(name);
        (string thither, string hither) = (MappedFiles.NewPath(), MappedFiles.NewPath());
        using var output = MappedRing<LargeRecord>.Make(thither);
        using var input = MappedRing<LargeRecord>.Make(hither);
        await peer.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{thither}\t{hither}\t{count}"));
        await peer.HearAsync();
        File.Delete(thither);
        File.Delete(hither);
        var latencies = new PingLatencies((int)count);
        for (int i = 0; i < latencies.Count; i++)
        {
            long sentAt = PingLatencies.Now();
            output.Write(LargeRecord.Of(i));
            output.Publish();
            long number = input.Read()[0].Number;
            input.Release(1);
            latencies.Add(sentAt);
            if (number != i)
            {
                throw new InvalidOperationException($"{i} came back as {number}.");
            }
        }

        await peer.HearAsync();
        return latencies.Figures();
    }

    public static async Task ServeAsync(string[] request, PeerLines lines)
    {
        using var input = MappedRing<LargeRecord>.Open(request[0]);
        using var output = MappedRing<LargeRecord>.Open(request[1]);
        await lines.SayAsync("joined");
        for (long left = long.Parse(request[2], CultureInfo.InvariantCulture); left > 0; left--)
        {
            output.Write(in input.Read()[0]);
            input.Release(1);
            output.Publish();
        }

        await lines.SayAsync("done");
    }
}
