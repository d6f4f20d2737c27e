using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>100 bytes to another process and back through shared memory, one after the other without a rest.</summary>
internal static class RingPing
{
    private const int Size = 100;

    public static async Task<Figures> RunAsync(string name, long count)
    {
        PeerLines peer = PeerProcess.Of(name);
        using LinkSocket socket = await RingPair.OpenAsync(peer, count.ToString(CultureInfo.InvariantCulture));
        var latencies = new PingLatencies((int)count);
        var thread = new Thread(() =>
        {
            byte[] message = new byte[Size];
            for (int i = 0; i < latencies.Count; i++)
            {
                long sentAt = PingLatencies.Now();
                socket.TrySendAll(message);
                socket.TryReadExactly(message);
                latencies.Add(sentAt);
            }
        });
        thread.Start();
        thread.Join();
        await peer.HearAsync();
        return latencies.Figures();
    }

    public static async Task ServeAsync(string[] request, PeerLines lines)
    {
        (LinkSocket socket, string count) = await RingPair.JoinAsync(request, lines);
        using (socket)
        {
            byte[] message = new byte[Size];
            for (long left = long.Parse(count, CultureInfo.InvariantCulture); left > 0; left--)
            {
                socket.TryReadExactly(message);
                socket.TrySendAll(message);
            }

            await lines.SayAsync("done");
        }
    }
}
