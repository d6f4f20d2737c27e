using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What a worker pays for being linked to the others while nothing flows: here both ends of everything are in one process.</summary>
internal static class LinkMeasurement
{
    /// <summary>Four threads for each link, both ends together: more do not fit into one process.</summary>
    private const int MostLinks = 100;

    private const int Tasks = 100;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(5);

    public static async Task<ScaleRow> RunAsync(int workers)
    {
        var row = new ScaleRow(workers);
        await MeasureLinksAsync(Math.Min(workers - 1, MostLinks), row);
        double one = await ChannelsAsync(1);
        row.Add("an idle channel, both ends, B", (await ChannelsAsync(Tasks) - one) / ((Tasks * Tasks) - 1));
        return row;
    }

    /// <summary>One worker that is linked to others.</summary>
    private static async Task MeasureLinksAsync(int links, ScaleRow row)
    {
        List<(LinkHub Hub, WorkerInfo Info)> hubs = [];
        for (int worker = 0; worker <= links; worker++)
        {
            var hub = new LinkHub(new LinkOptions(), 1, TimeProvider.System, NullLoggerFactory.Instance);
            string socket = (await hub.ListenAsync(CancellationToken.None)).Socket;
            hubs.Add((hub, new WorkerInfo { Id = $"w{worker:0000}", Process = "p", Name = $"w{worker}", Host = "host", ProcessId = 1, Socket = socket }));
        }

        int threads = Process.GetCurrentProcess().Threads.Count;
        foreach ((LinkHub hub, WorkerInfo info) in hubs)
        {
            hub.SetPeers(info, info == hubs[0].Info ? [.. hubs.Skip(1).Select(h => h.Info)] : [hubs[0].Info], 1);
        }

        await Task.Delay(Watched / 5);
        row.Add("links", links);
        row.Add("threads for a link, both ends", (Process.GetCurrentProcess().Threads.Count - threads) / (double)links);
        TimeSpan begun = Environment.CpuUsage.TotalTime;
        await Task.Delay(Watched);
        row.Add("idle, both ends of a link, of one core, %", (Environment.CpuUsage.TotalTime - begun) / Watched / links * 100);
        foreach ((LinkHub hub, _) in hubs)
        {
            await hub.DisposeAsync();
        }
    }

    /// <returns>Memory of two workers, of which one has so many tasks that send to as many of the other.</returns>
    private static async Task<double> ChannelsAsync(int tasks)
    {
        await using LinkWorker sender = LinkWorker.Of<IdleTopology>("sender", new object());
        await using LinkWorker receiver = LinkWorker.Of<IdleTopology>("receiver", new object());
        var sockets = new Dictionary<string, string> { ["sender"] = await sender.ListenAsync(), ["receiver"] = await receiver.ListenAsync() };
        long before = Memory();
        Task[] starts =
        [
            .. new[] { sender, receiver }.Select(w => w.StartAsync(
                sockets,
                (component, _) => component == nameof(IdleTopology.Drop) ? "receiver" : "sender",
                component => component == nameof(IdleTopology.Silent) ? 1 : tasks)),
        ];
        await Task.WhenAll(starts);
        return Memory() - before;
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);
}
