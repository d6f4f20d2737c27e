namespace TopoGen.Runtime;

/// <summary>The few numbers that go with every renewal of a worker's lease.</summary>
/// <param name="Applied">The generation of the plan it runs; 0 before the first.</param>
/// <param name="Sent">Tuples its tasks have sent to other workers.</param>
/// <param name="Received">Tuples from other workers that its tasks have handled.</param>
/// <param name="Pending">Tuples that wait in it: in rings, in asynchronous calls, in buffers towards its tasks.</param>
/// <param name="IsSuspended">Whether it stopped by its own deadline.</param>
public readonly record struct WorkerReport(long Applied, long Sent, long Received, long Pending, bool IsSuspended)
{
    /// <summary>How many silent peers are named at once: where half the workers do not reach the others, all pairs would be as many as their square.</summary>
    public const int MostSilent = 32;

    /// <summary>Counts whatever its tasks do: where it stands still between two reports, no task handled or emitted anything.</summary>
    public long Progress { get; init; }

    /// <summary>For how long it has held its lease when it asked for the renewal, in milliseconds by its own clock: a leader may be younger than what it leads.</summary>
    public long Held { get; init; }

    /// <summary>
    /// Ids of workers that should be linked to it and have been silent for long, or null where there is none. Unlike a
    /// <see cref="LinkReport"/> it is withdrawn with the next renewal once the link is back, so leaders decide by it.
    /// </summary>
    public IReadOnlyList<string>? Silent { get; init; }
}
