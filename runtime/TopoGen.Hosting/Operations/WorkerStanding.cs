namespace TopoGen.Hosting.Operations;

/// <summary>How a worker's lease looked to somebody who watched it for a while.</summary>
internal enum WorkerStanding
{
    /// <summary>It was renewed.</summary>
    Live,

    /// <summary>It stood still.</summary>
    Silent,

    /// <summary>It is renewed, but the worker stopped its tasks by its own deadline.</summary>
    Suspended,

    /// <summary>It was not there before.</summary>
    Joined,
}
