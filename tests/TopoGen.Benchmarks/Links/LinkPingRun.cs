using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Clock and home here, echo in another process.</summary>
internal static class LinkPingRun
{
    public static async Task<Figures> RunAsync<TTopology>(string name, long count, LinkKind kind = LinkKind.Auto)
        where TTopology : ITopology<TTopology>
    {
        PeerLines peer = PeerProcess.Of(name);
        var latencies = new PingLatencies((int)count);
        await using var worker = LinkWorker.Of<TTopology>("a", latencies, kind);
        string socket = await worker.ListenAsync();
        await peer.SayAsync(socket);
        await worker.StartAsync(LinkRun.Sockets(socket, await peer.HearAsync()), Place);
        await worker.EndOfAsync("Home");
        await peer.SayAsync("over");
        await peer.HearAsync();
        return latencies.Figures();
    }

    public static async Task ServeAsync<TTopology>(string[] request, PeerLines lines)
        where TTopology : ITopology<TTopology>
    {
        await using var worker = LinkWorker.Of<TTopology>("b", new PingLatencies(0));
        string socket = await worker.ListenAsync();
        await lines.SayAsync(socket);
        await worker.StartAsync(LinkRun.Sockets(request[0], socket), Place);

        // A sender keeps what its receiver has not acknowledged: the other side says when this one may go.
        await lines.HearAsync();
        await lines.SayAsync("over");
    }

    private static string Place(string component, int task) => component == "Echo" ? "b" : "a";
}
