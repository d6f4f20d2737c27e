using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>A command line that was understood. What a command does not take has its default.</summary>
internal sealed class Invocation
{
    public required HostCommand Command { get; init; }

    /// <summary>The topology it is about; the only one, or the one that was named.</summary>
    public required TopologyDefinition Definition { get; init; }

    public required GivenSettings Given { get; init; }

    /// <summary>For a machine to read.</summary>
    public bool Json { get; init; }

    /// <summary>For <see cref="HostCommand.Describe"/>: the contract of all topologies, into this file, or to standard output where it is empty. Null for the usual.</summary>
    public string? Contract { get; init; }

    /// <summary>For <see cref="HostCommand.Graph"/>: Graphviz rather than Mermaid.</summary>
    public bool Dot { get; init; }

    /// <summary>For <see cref="HostCommand.Status"/>: again and again.</summary>
    public bool Watch { get; init; }

    /// <summary>For <see cref="HostCommand.Savepoint"/> and <see cref="HostCommand.Restore"/>: the file or the name.</summary>
    public string? Place { get; init; }

    /// <summary>For <see cref="HostCommand.Savepoint"/>: shows those that there are.</summary>
    public bool List { get; init; }

    /// <summary>For <see cref="HostCommand.Savepoint"/>: the name of one that is to go.</summary>
    public string? Remove { get; init; }

    /// <summary>For <see cref="HostCommand.Run"/>: not to go on with an earlier run. For <see cref="HostCommand.Restore"/>: to replace it.</summary>
    public bool Fresh { get; init; }

    /// <summary>For <see cref="HostCommand.Worker"/>: a supervisor's child, told more on its standard input.</summary>
    public bool Supervised { get; init; }

    /// <summary>For <see cref="HostCommand.Rebalance"/>: the number, or 0 for all workers that join; null to leave it as it is.</summary>
    public int? Workers { get; init; }

    /// <summary>For <see cref="HostCommand.Rebalance"/>: even if state is lost. For <see cref="HostCommand.Run"/> and <see cref="HostCommand.Restore"/>: even if effects are repeated.</summary>
    public bool AcceptLoss { get; init; }

    /// <summary>For <see cref="HostCommand.Kill"/>: how long work in progress may take.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);
}
