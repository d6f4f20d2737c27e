using TopoGen.Hosting.Cluster;

namespace TopoGen.Hosting.Supervision;

/// <summary>What a supervisor keeps running.</summary>
internal sealed record SupervisorOptions
{
    /// <summary>Its random id.</summary>
    public required string Id { get; init; }

    /// <summary>How many children.</summary>
    public required int Workers { get; init; }

    /// <summary>The n-th child, from 0; the same again for every start of it.</summary>
    public required Func<int, ChildStart> ChildOf { get; init; }

    /// <summary>How long work in progress may take when it is told to stop.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>After which a silent worker is dead.</summary>
    public required TimeSpan LeaseTime { get; init; }

    /// <summary>How often the store is looked at.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The server that the store is, where it is the supervisor's own.</summary>
    public IPrivateServer? Server { get; init; }
}
