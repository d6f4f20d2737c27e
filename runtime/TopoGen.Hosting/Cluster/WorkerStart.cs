using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>All that a worker is built from.</summary>
internal sealed record WorkerStart
{
    public required TopologyDefinition Definition { get; init; }

    public required EngineOptions Engine { get; init; }

    public required NodeOptions Node { get; init; }

    public required ICoordinationStore Store { get; init; }

    /// <summary>For a topology that keeps epochs: where.</summary>
    public EpochServices? Epochs { get; init; }

    /// <summary>The id of the run to join.</summary>
    public required string Run { get; init; }

    /// <summary>What people call the worker.</summary>
    public required string Name { get; init; }

    /// <summary>The id of its supervisor, or null.</summary>
    public string? Supervisor { get; init; }

    public required IServiceProvider Services { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }
}
