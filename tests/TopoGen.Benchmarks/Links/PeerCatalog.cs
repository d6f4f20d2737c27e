namespace TopoGen.Benchmarks;

/// <summary>What second processes do, by the name of the measurement.</summary>
internal static class PeerCatalog
{
    public static IReadOnlyDictionary<string, Func<string[], PeerLines, Task>> All { get; } =
        new Dictionary<string, Func<string[], PeerLines, Task>>
        {
            ["link-16"] = LinkRun.ServeAsync<SmallLink>,
            ["link-100"] = LinkRun.ServeAsync<LargeLink>,
            ["link-ping"] = LinkPingRun.ServeAsync<LinkPings>,
            ["link-socket-16"] = LinkRun.ServeAsync<SmallLink>,
            ["link-socket-100"] = LinkRun.ServeAsync<LargeLink>,
            ["link-socket-ping"] = LinkPingRun.ServeAsync<LinkPings>,
            ["link-ping-busy"] = LinkPingRun.ServeAsync<BusyLinkPings>,
            ["mapped-16"] = MappedRun.ServeAsync<SmallRecord>,
            ["mapped-100"] = MappedRun.ServeAsync<LargeRecord>,
            ["mapped-ping"] = MappedPing.ServeAsync,
            ["words-lanes"] = static (request, lines) => LinkedWordsRun.ServeAsync(request, lines, LinkedWordsRun.Lanes),
            ["words-stages"] = static (request, lines) => LinkedWordsRun.ServeAsync(request, lines, LinkedWordsRun.Stages),
            ["idle-tasks-few"] = IdleTasksRun.ServeAsync,
            ["idle-tasks-many"] = IdleTasksRun.ServeAsync,
            ["binary-16"] = SocketRun.ServeAsync<BinaryRecords>,
            ["ring-100"] = RingRun.ServeAsync<LargeRecord>,
            ["ring-ping"] = RingPing.ServeAsync,
            ["socket-16"] = SocketRun.ServeAsync<CopiedRecords<SmallRecord>>,
            ["socket-100"] = SocketRun.ServeAsync<CopiedRecords<LargeRecord>>,
            ["json-16"] = SocketRun.ServeAsync<JsonLines<SmallRecord>>,
            ["json-100"] = SocketRun.ServeAsync<JsonLines<LargeRecord>>,
            [PacedSocket.Peer] = PacedSocket.ServeAsync,
            ["socket-ping"] = SocketPing.ServeAsync,
        };
}
