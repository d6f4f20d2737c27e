namespace TopoGen.Runtime;

/// <summary>Where a worker stands with its lease.</summary>
internal enum WorkerPhase
{
    /// <summary>It has no lease, and nothing of it runs.</summary>
    Joining,

    /// <summary>It has renewed its lease in time.</summary>
    Holding,

    /// <summary>It has not, and has stopped; it goes on only when the store says that nothing has changed hands meanwhile.</summary>
    Suspended,

    /// <summary>The run is over, or is not the current one any more.</summary>
    Over,
}
