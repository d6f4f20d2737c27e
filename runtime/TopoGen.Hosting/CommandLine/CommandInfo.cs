namespace TopoGen.Hosting.CommandLine;

/// <summary>A command as help shows it.</summary>
/// <param name="Command">Which.</param>
/// <param name="Name">Its word on the command line.</param>
/// <param name="Usage">The options worth showing with it.</param>
/// <param name="Description">What it does, in a few words.</param>
internal sealed record CommandInfo(HostCommand Command, string Name, string Usage, string Description)
{
    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<CommandInfo> All { get; } =
    [
        new(HostCommand.Run, "run", "[options]", "runs the topology: in this process, or with --workers N in others"),
        new(HostCommand.Describe, "describe", "[--json] [--workers N]", "shows components, streams and where each task runs"),
        new(HostCommand.Graph, "graph", "[--format mermaid|dot]", "draws the topology"),
        new(HostCommand.Worker, "worker", "--redis ADDRESS", "joins the topology as one of its workers"),
        new(HostCommand.Status, "status", "[--json] [--watch]", "shows workers, tasks, counters and losses"),
        new(HostCommand.Top, "top", "", "is status --watch"),
        new(HostCommand.Activate, "activate", "", "lets the spouts go on"),
        new(HostCommand.Deactivate, "deactivate", "", "pauses the spouts"),
        new(HostCommand.Rebalance, "rebalance", "[--workers N] [--component NAME=N]", "spreads the tasks anew"),
        new(HostCommand.Kill, "kill", "[--wait 30s]", "stops the topology for good"),
        new(HostCommand.Errors, "errors", "[--json]", "shows what failed, the newest first"),
        new(HostCommand.Savepoint, "savepoint", "FILE|NAME|--list|--remove NAME", "copies the last epoch, to a file or under a name"),
        new(HostCommand.Restore, "restore", "FILE|NAME [--fresh]", "makes a savepoint what the next run goes on from"),
        new(HostCommand.CheckEnv, "check-env", "[--json]", "says whether this machine and Redis are fit"),
    ];

    public static CommandInfo Of(HostCommand command) => All[(int)command];

    /// <summary>Whether it plans the topology, so that the options of the engine matter.</summary>
    public bool HasEngine => Command is HostCommand.Run or HostCommand.Worker or HostCommand.Describe or HostCommand.Graph;

    /// <summary>Whether it is given a file or a name by position.</summary>
    public bool HasPlace => Command is HostCommand.Savepoint or HostCommand.Restore;

    /// <summary>Whether it builds components, which take the topology's parameters.</summary>
    public bool HasParameters => Command is HostCommand.Run or HostCommand.Worker;
}
