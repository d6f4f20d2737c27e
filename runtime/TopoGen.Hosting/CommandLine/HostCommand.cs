namespace TopoGen.Hosting.CommandLine;

/// <summary>What the executable can be asked for.</summary>
internal enum HostCommand
{
    Run,
    Describe,
    Graph,
    Worker,
    Status,
    Top,
    Activate,
    Deactivate,
    Rebalance,
    Kill,
    Errors,
    Savepoint,
    Restore,
    CheckEnv,
}
