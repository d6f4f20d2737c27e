using System.CommandLine;
using TopoGen.Hosting.Settings;

namespace TopoGen.Hosting.CommandLine;

/// <summary>The options that belong to one command and are no settings.</summary>
internal sealed class OwnOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "As JSON, for a machine to read" };

    /// <summary>Of <see cref="HostCommand.Describe"/>; without a value the text goes to standard output.</summary>
    public Option<string> Contract { get; } = new("--contract")
    {
        HelpName = "FILE",
        Description = "What stored state and running workers rely on, as TopoGen.Topology.txt records it; into a file where one is named",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string> Format { get; } = new("--format") { HelpName = "mermaid|dot", Description = "Mermaid or Graphviz (default: mermaid)" };

    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Begins anew where an earlier run could go on" };

    public Option<bool> Supervised { get; } = new("--supervised") { Hidden = true };

    public Option<bool> Watch { get; } = new("--watch") { Description = "Shows it again every second, until Ctrl-C" };

    public Option<string> Workers { get; } = new("--workers") { HelpName = "N", Description = "How many workers get tasks, 1 to 1,024, or all" };

    public Option<string[]> Component { get; } = new(OptionNames.Component)
    {
        HelpName = "NAME=N[,NAME=N]",
        Description = "Number of tasks of components; may be repeated",
    };

    public Option<bool> List { get; } = new("--list") { Description = "Shows the savepoints that have a name" };

    public Option<string> Remove { get; } = new("--remove") { HelpName = "NAME", Description = "Removes a savepoint that has a name" };

    /// <summary>Of <see cref="HostCommand.Restore"/>.</summary>
    public Option<bool> Replace { get; } = new("--fresh") { Description = "Replaces the epoch that is there" };

    /// <summary>Of <see cref="HostCommand.Restore"/>.</summary>
    public Option<bool> AcceptUndo { get; } = new("--accept-loss") { Description = "Even if effects of later epochs were released outside, and are repeated" };

    /// <summary>Of <see cref="HostCommand.Run"/>.</summary>
    public Option<bool> AcceptRewind { get; } = new("--accept-loss")
    {
        Description = "Goes back to an older epoch where the newest cannot be read, even if effects outside are repeated",
    };

    /// <summary>Of <see cref="HostCommand.Rebalance"/>.</summary>
    public Option<bool> AcceptLoss { get; } = new("--accept-loss") { Description = "Even though moved tasks lose their [State]" };

    public Option<string> Wait { get; } = new("--wait")
    {
        HelpName = "TIME",
        Description = "How long work in progress may take, 0s to 1d (default: 30s)",
    };

    public Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "Shows this" };

    public IEnumerable<Option> Of(HostCommand command) => command switch
    {
        HostCommand.Run => [Fresh, AcceptRewind],
        HostCommand.Describe => [Json, Contract],
        HostCommand.Errors or HostCommand.CheckEnv => [Json],
        HostCommand.Savepoint => [List, Remove, Json],
        HostCommand.Restore => [Replace, AcceptUndo, Json],
        HostCommand.Graph => [Format],
        HostCommand.Worker => [Supervised],
        HostCommand.Status => [Json, Watch],
        HostCommand.Rebalance => [Workers, Component, AcceptLoss],
        HostCommand.Kill => [Wait],
        _ => [],
    };
}
