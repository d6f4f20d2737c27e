namespace TopoGen.Hosting.Cluster;

/// <summary>What a look at the environment came to.</summary>
internal enum CheckOutcome
{
    Ok,

    /// <summary>It works, and could work better or more safely.</summary>
    Warning,

    /// <summary>It will not work.</summary>
    Failed,
}
