using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Invariants 2 and 3: each manifest names the one before, every task once, and blobs that are there; what it holds is what follows from
/// the part of the input before its barriers. Looks at the store itself, whenever something was carried out there.
/// </summary>
internal sealed class CommitChain(SimulatedCluster cluster)
{
    private EpochId? _last;

    /// <summary>What was wrong first.</summary>
    public string? Violation { get; private set; }

    /// <summary>How many epochs were committed.</summary>
    public long Count { get; private set; }

    /// <summary>The store has lost its last writes.</summary>
    public void Forget() => _last = cluster.Checkpoints.ReadHeadAsync(default).Result?.Committed;

    /// <param name="what">The call that was carried out.</param>
    public void Look(string what)
    {
        if (what is nameof(ICheckpointStore.FlipAsync) or nameof(ICheckpointStore.RewindAsync) or nameof(ICheckpointStore.DeleteAsync)
            or nameof(ICheckpointStore.ForgetAsync) or nameof(ICheckpointStore.ClearAsync))
        {
            Violation ??= Check(what);
        }
    }

    /// <summary>A plan was published.</summary>
    public void Published(ClusterPlan plan)
    {
        if (plan is { Rewinds: true, Epochs: { } epochs } && epochs.From != _last)
        {
            Violation ??= $"Plan {plan.Token.Generation} goes back to {epochs.From}, and {_last} is committed.";
        }
    }

    private string? Check(string what)
    {
        CheckpointHead? head = cluster.Checkpoints.ReadHeadAsync(default).Result;
        if (head is null)
        {
            bool isCleared = what == nameof(ICheckpointStore.ClearAsync) || _last is null;
            _last = null;
            return isCleared ? null : $"{what} has removed the head.";
        }

        if (cluster.Checkpoints.ReadManifestAsync(head.Committed, default).Result is not { } manifest)
        {
            return $"{head.Committed} is the head, and has no manifest.";
        }

        if (head.Committed == _last)
        {
            return Blobs(manifest);
        }

        string? problem = what switch
        {
            nameof(ICheckpointStore.FlipAsync) => Flipped(manifest),
            nameof(ICheckpointStore.RewindAsync) => head.Applied is { } applied && applied > head.Committed
                ? $"The head went back to {head.Committed}, below {applied}, whose effects were released."
                : null,
            _ => $"{what} has moved the head to {head.Committed}.",
        };
        _last = head.Committed;
        return problem ?? Blobs(manifest);
    }

    private string? Flipped(Manifest manifest)
    {
        Count++;
        cluster.Ghost.Committed = manifest.Id.Number;
        cluster.Simulator.Note("store", $"commits epoch {manifest.Id.Number} of generation {manifest.Id.Token.Generation}", manifest.Id.Number);
        if (manifest.Previous != _last)
        {
            return $"{manifest.Id} follows {manifest.Previous}, and the head was {_last}.";
        }

        if (cluster.Facts.Plan is { } plan && manifest.Id.Token != plan.Epochs?.Token)
        {
            return $"{manifest.Id} was committed under plan {plan.Token}, whose epochs are those of {plan.Epochs?.Token}.";
        }

        (string, int)[] planned = [.. PlanTasks.Of(cluster.Facts.Plan!).Select(t => (t.Id.Component, t.Id.Index)).Order()];
        if (!manifest.Tasks.Select(t => (t.Component, t.Index)).Order().SequenceEqual(planned))
        {
            return $"{manifest.Id} has the tasks {string.Join(' ', manifest.Tasks.Select(t => $"{t.Component}[{t.Index}]"))}.";
        }

        using var cut = new CutProbe(cluster, manifest);
        return cluster.Ghost.Problem(cut);
    }

    private string? Blobs(Manifest manifest)
        => manifest.Blobs
            .Select(b => b.Problem(cluster.Checkpoints.ReadAsync(b.Name, default).Result))
            .FirstOrDefault(p => p is not null) is { } problem
            ? $"{manifest.Id} is the head, and {problem}."
            : null;
}
