using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Commands;

/// <summary>What the executable reaches outside of itself; tests give it other parts.</summary>
/// <param name="Cluster">Redis, links and engine.</param>
/// <param name="Children">Starts worker processes.</param>
/// <param name="Checkpoints">Keeps the epochs of a process that runs a topology alone.</param>
internal sealed record HostParts(IClusterParts Cluster, IChildLauncher Children, ICheckpointStores Checkpoints)
{
    public static HostParts System { get; } =
        new(new ClusterParts(), new ProcessLauncher(ChildCommand.OfThisProcess), new SqliteStores());
}
