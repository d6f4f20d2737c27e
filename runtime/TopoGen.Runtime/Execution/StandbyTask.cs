namespace TopoGen.Runtime;

/// <summary>
/// A spare of a task that another worker runs: its component, built and not opened, and for a <see cref="Recovery.HotStandby"/> the state of a committed epoch. Used by one at a time.
/// </summary>
internal sealed class StandbyTask
{
    private readonly TaskHost _host;

    /// <exception cref="Exception">What the component's constructor throws.</exception>
    public StandbyTask(TaskHost host, ComponentDefinition definition, int index, int parallelism, IServiceProvider services)
    {
        _host = host;
        Definition = definition;
        Index = index;
        Parallelism = parallelism;
        Task = definition.CreateTask(services);
        Checkpoint = host.Epochs is null
            ? null
            : new TaskCheckpoint(
            new TaskId(definition.Name, index, Incarnation: 0), parallelism, new TaskState(Task, definition, host.Definition.KeyGroups, host.Time));
    }

    public ComponentDefinition Definition { get; }

    public int Index { get; }

    public int Parallelism { get; }

    public ComponentTask Task { get; }

    /// <summary>What it holds; null where the topology has no epochs.</summary>
    public TaskCheckpoint? Checkpoint { get; }

    /// <summary>Whether it follows the committed epochs.</summary>
    public bool IsHot => Definition.Recovery == Recovery.HotStandby && Checkpoint is { State.IsEmpty: false };

    /// <summary>The epoch whose state it has; null where it has none. Belongs to the <see cref="StandbySet"/>, and is touched under its lock.</summary>
    public EpochId? Level { get; set; }

    /// <summary>Brings it to a committed epoch: reads what has changed since the one that it has.</summary>
    /// <exception cref="DamagedCheckpointException">The epoch is not there as it was written; the standby is as before.</exception>
    /// <exception cref="TupleFormatException">Nothing of a blob can be read; what is missing is known, and read with the next epoch.</exception>
    public async Task FollowAsync(RestorePoint epoch, CancellationToken cancellation)
    {
        await epoch.FetchAsync(Definition.Name, Index, Parallelism, Checkpoint!, cancellation).ConfigureAwait(false);
        epoch.Load(Definition.Name, Index, Parallelism, Checkpoint!);
    }

    /// <summary>It is not needed any more.</summary>
    public void Dispose() => Task.Dispose(_host.Threads);
}
