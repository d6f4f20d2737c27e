using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Streams and pings between two processes, and what whole runs of workers cost.</summary>
internal static class LinkMeasurements
{
    private const long Small = 100_000_000;
    private const long Large = 40_000_000;
    private const long Pings = 500_000;

    public static IReadOnlyList<Measurement> All =>
    [
        MeasurementCatalog.TwoProcesses("link-16", Small, static (name, count) => LinkRun.RunAsync<SmallLink>(name, count)),
        MeasurementCatalog.TwoProcesses("link-100", Large, static (name, count) => LinkRun.RunAsync<LargeLink>(name, count)),
        MeasurementCatalog.TwoProcesses("link-socket-16", Small, static (name, count) => LinkRun.RunAsync<SmallLink>(name, count, LinkKind.Socket)),
        MeasurementCatalog.TwoProcesses("link-socket-100", Large, static (name, count) => LinkRun.RunAsync<LargeLink>(name, count, LinkKind.Socket)),
        MeasurementCatalog.TwoProcesses("socket-16", Small, SocketRun.RunAsync<CopiedRecords<SmallRecord>>),
        MeasurementCatalog.TwoProcesses("socket-100", Large, SocketRun.RunAsync<CopiedRecords<LargeRecord>>),
        MeasurementCatalog.TwoProcesses("binary-16", Small / 20, SocketRun.RunAsync<BinaryRecords>),
        MeasurementCatalog.TwoProcesses("json-16", Small / 50, SocketRun.RunAsync<JsonLines<SmallRecord>>),
        MeasurementCatalog.TwoProcesses("json-100", Large / 80, SocketRun.RunAsync<JsonLines<LargeRecord>>),
        MeasurementCatalog.TwoProcesses("mapped-16", Small, MappedRun.RunAsync<SmallRecord>),
        MeasurementCatalog.TwoProcesses("mapped-100", Large, MappedRun.RunAsync<LargeRecord>),
        MeasurementCatalog.TwoProcesses("ring-100", Large, RingRun.RunAsync<LargeRecord>),
        MeasurementCatalog.TwoProcesses("link-ping", 2_000, static (name, count) => LinkPingRun.RunAsync<LinkPings>(name, count)),
        MeasurementCatalog.TwoProcesses("link-socket-ping", 2_000, static (name, count) => LinkPingRun.RunAsync<LinkPings>(name, count, LinkKind.Socket)),
        MeasurementCatalog.TwoProcesses("link-ping-busy", Pings, static (name, count) => LinkPingRun.RunAsync<BusyLinkPings>(name, count)),
        MeasurementCatalog.TwoProcesses("ring-ping", Pings, RingPing.RunAsync),
        MeasurementCatalog.TwoProcesses("mapped-ping", Pings, MappedPing.RunAsync),
        MeasurementCatalog.TwoProcesses("socket-ping", 2_000, SocketPing.RunAsync),
        new("idle-workers", 5, IdleWorkers.RunAsync),
        new("start-run", 1, static _ => StartRun.RunAsync(workers: 0)),
        new("start-workers", 1, static _ => StartRun.RunAsync(StartTopology.Tasks)),
        new("recovery-seen", 1, static _ => RecoveryRun.RunAsync(isSeen: true)),
        new("recovery-unseen", 1, static _ => RecoveryRun.RunAsync(isSeen: false)),
    ];
}
