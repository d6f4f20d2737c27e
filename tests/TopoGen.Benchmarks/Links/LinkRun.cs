using System.Diagnostics;
using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Spout here, sink in another process.</summary>
internal static class LinkRun
{
    public static async Task<Figures> RunAsync<TTopology>(string name, long count, LinkKind kind = LinkKind.Auto)
        where TTopology : ITopology<TTopology>
    {
        PeerLines peer = PeerProcess.Of(name);
        var probe = new LinkProbe(count);
        await using var worker = LinkWorker.Of<TTopology>("a", probe, kind);
        string socket = await worker.ListenAsync();
        await peer.SayAsync($"{count}\t{socket}");
        await worker.StartAsync(Sockets(socket, await peer.HearAsync()), Place);
        string[] answer = (await peer.HearAsync()).Split('\t');
        PassThroughRun.Verify(long.Parse(answer[0], CultureInfo.InvariantCulture), count);
        long ended = long.Parse(answer[1], CultureInfo.InvariantCulture);
        return new Dictionary<string, double>
        {
            ["ns"] = Stopwatch.GetElapsedTime(probe.Begun, ended).TotalNanoseconds / count,
            ["sender-bytes"] = probe.BytesPerMillion,
            ["receiver-bytes"] = double.Parse(answer[2], CultureInfo.InvariantCulture),
        };
    }

    public static async Task ServeAsync<TTopology>(string[] request, PeerLines lines)
        where TTopology : ITopology<TTopology>
    {
        var probe = new LinkProbe(long.Parse(request[0], CultureInfo.InvariantCulture));
        await using var worker = LinkWorker.Of<TTopology>("b", probe);
        string socket = await worker.ListenAsync();
        await lines.SayAsync(socket);
        await worker.StartAsync(Sockets(request[1], socket), Place);
        await worker.EndOfAsync("Sink");
        await lines.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{probe.Sum}\t{probe.Ended}\t{probe.BytesPerMillion}"));
    }

    public static IReadOnlyDictionary<string, string> Sockets(string a, string b) => new Dictionary<string, string> { ["a"] = a, ["b"] = b };

    private static string Place(string component, int task) => component == "Sink" ? "b" : "a";
}
