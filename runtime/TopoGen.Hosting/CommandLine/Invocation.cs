using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>A command line that was understood.</summary>
internal sealed class Invocation
{
    public required HostCommand Command { get; init; }

    /// <summary>The topology it is about; the only one, or the one that was named.</summary>
    public required TopologyDefinition Definition { get; init; }

    public required GivenSettings Given { get; init; }

    /// <summary>For <see cref="HostCommand.Describe"/>: for a machine to read.</summary>
    public bool Json { get; init; }

    /// <summary>For <see cref="HostCommand.Graph"/>: Graphviz rather than Mermaid.</summary>
    public bool Dot { get; init; }
}
