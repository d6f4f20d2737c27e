namespace TopoGen.Runtime;

/// <summary>The tasks of one process in their epochs.</summary>
internal interface IEpochTasks
{
    /// <summary>Called with what each task adds to an epoch, once it is written. Any thread.</summary>
    Action<EpochId, TaskEntry>? Reported { get; set; }

    /// <summary>Whether an epoch is one of the generation that the tasks run in.</summary>
    bool Follows(EpochId epoch);

    /// <summary>Lets sources send the epoch's barrier, and ended tasks report. May be told again.</summary>
    Task BeginAsync(EpochId epoch, CancellationToken cancellation);

    /// <summary>The epoch is committed: its effects are released.</summary>
    /// <returns>Completes when that is done.</returns>
    Task CommitAsync(EpochId epoch, CancellationToken cancellation);
}
