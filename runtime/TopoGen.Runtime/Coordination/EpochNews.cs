namespace TopoGen.Runtime;

/// <summary>What workers are to know of epochs.</summary>
/// <param name="Attempt">The epoch that was last begun.</param>
/// <param name="Committed">The epoch that was last committed.</param>
public readonly record struct EpochNews(EpochId? Attempt, EpochId? Committed)
{
    /// <summary>
    /// Changes whenever a worker was removed, a plan published, the desired state changed or the run ended: so that who reads news anyway need not wait until it looks for those on its own. It may be forgotten.
    /// </summary>
    public long Changes { get; init; }
}
