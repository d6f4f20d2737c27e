namespace TopoGen.Runtime;

/// <summary>All tasks of a topology as the coordinator of its epochs reaches them.</summary>
internal interface IEpochParticipants
{
    /// <summary>Called with each report, on any thread: the epoch it is for, and what the task adds to it. May repeat itself.</summary>
    Action<EpochId, TaskEntry>? Reported { get; set; }

    /// <inheritdoc cref="IEpochTasks.BeginAsync"/>
    Task BeginAsync(EpochId epoch, CancellationToken cancellation);

    /// <summary>Sees to it that all reports come to <see cref="Reported"/>, until all are there.</summary>
    Task GatherAsync(EpochId epoch, Task complete, CancellationToken cancellation);

    /// <inheritdoc cref="IEpochTasks.CommitAsync"/>
    Task CommitAsync(EpochId epoch, CancellationToken cancellation);
}
