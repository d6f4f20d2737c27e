namespace TopoGen.Runtime;

/// <summary>
/// A worker's engine as coordination drives it. One call at a time, but for <see cref="Suspend"/>, <see cref="StopAsync"/> and the
/// properties.
/// </summary>
internal interface IWorkerEngine
{
    /// <summary>Counts, for the next renewal.</summary>
    WorkerReport Report { get; }

    /// <summary>Workers that should be linked to this one and have not been heard of for the link's time to live.</summary>
    IReadOnlyList<string> SilentPeers { get; }

    /// <summary>Completes when a component fails in a way that ends the run.</summary>
    Task<Exception> Failed { get; }

    /// <summary>Its tasks in epochs; null where the topology has none.</summary>
    IEpochTasks? Epochs => null;

    /// <summary>An epoch was committed, by whomever: hot standbys follow it. Any thread; returns at once.</summary>
    void Follow(EpochId committed)
    {
    }

    /// <summary>Raised when <see cref="TakeEnded"/> has something. Any thread but those of tasks.</summary>
    event Action? TaskEnded;

    /// <summary>
    /// Runs what the plan gives to a worker: new tasks are built, opened and linked, tasks that are not its own any more are
    /// closed, all others go on. Returns when it is done. A suspension outlasts it.
    /// </summary>
    /// <param name="plan">A plan of a higher generation than the last, or the same one.</param>
    /// <param name="self">The worker's id. Another one than last time: all tasks are new.</param>
    /// <param name="superseded">Cancelled when another plan is there: what waits for others gives up then, and the plan does not count as applied.</param>
    Task ApplyAsync(ClusterPlan plan, string self, CancellationToken superseded);

    /// <summary>Stops all tasks between two tuples, at once, until <see cref="Resume"/>.</summary>
    void Suspend();

    /// <summary>Goes on where it was suspended: lease and plan are still its own. Does nothing where it is not.</summary>
    void Resume();

    /// <summary>The lease is lost: all tasks are closed without their end, links are cut.</summary>
    Task DropAsync();

    /// <summary>The run is over: all tasks are closed. User code that does not return within 5 s is left behind.</summary>
    Task StopAsync();

    /// <summary>Tasks that came to their end since the last call, and whether their input was over.</summary>
    IReadOnlyList<(TaskId Task, bool InputOver)> TakeEnded();

    /// <summary>Errors since the last call, at most so many; others are counted, not kept.</summary>
    IReadOnlyList<ErrorReport> TakeErrors();

    WorkerMetrics Snapshot();
}
