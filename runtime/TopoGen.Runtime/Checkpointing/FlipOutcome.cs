namespace TopoGen.Runtime;

/// <summary>What became of an attempt to commit.</summary>
public enum FlipOutcome
{
    /// <summary>The epoch is committed, now or by the same call before.</summary>
    Committed,

    /// <summary>The writer's token is not the register's: somebody else has taken over. Nothing changed.</summary>
    Stale,

    /// <summary>The head is not the epoch that the manifest follows. Nothing changed.</summary>
    OutOfOrder,

    /// <summary>Blobs that were written for the epoch are not there: a server that took another one's place has never had them. Nothing changed.</summary>
    Incomplete,
}
