using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>The options of a worker's links.</summary>
internal static class LinkSettings
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    /// <summary>A link that is silent for a lease time is as good as a worker that is.</summary>
    public static LinkOptions Of(NodeOptions node) => new()
    {
        Listen = node.Listen?.ToString(),
        Advertise = node.Advertise?.ToString(),
        Secret = node.Secret,
        Kind = node.Link,
        CertificatePath = node.LinkCertificate,
        KeyPath = node.LinkKey,
        AuthorityPath = node.LinkAuthority,
        TimeToLive = node.LeaseTime,
        HeartbeatInterval = node.LeaseTime / 6 < Heartbeat ? node.LeaseTime / 6 : Heartbeat,
    };
}
