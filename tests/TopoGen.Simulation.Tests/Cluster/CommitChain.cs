using TopoGen.Runtime;
using TopoGen.Tests;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Invariants 2 and 3: each manifest names the one before, every task once, and blobs that are there; what it holds is what follows from
/// the part of the input before its barriers. Looks at the store itself, whenever something was carried out there.
/// </summary>
internal sealed class CommitChain(SimulatedCluster cluster)
{
    private EpochId? _last;
    private ClusterPlan? _plan;

    /// <summary>What was wrong first.</summary>
    public string? Violation { get; private set; }

    /// <summary>Whether the last epoch that was committed holds the end of all tasks.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>How many epochs were committed.</summary>
    public long Count { get; private set; }

    /// <summary>The store has lost its last writes.</summary>
    public void Forget()
    {
        _last = cluster.Checkpoints.ReadHeadAsync(default).Result?.Committed;
        cluster.Ghost.Committed = _last?.Number ?? 0;
    }

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
        if (plan.Rewinds && _plan is { } last)
        {
            Compare(last, plan);
        }

        _plan = plan;
        if (plan is { Rewinds: true, Epochs: { } epochs } && epochs.From != _last)
        {
            Violation ??= $"Plan {plan.Token.Generation} goes back to {epochs.From}, and {_last} is committed.";
        }
    }

    /// <summary>An epoch begins: where effects wait for the one before, everybody who has tasks has applied that.</summary>
    public void Announced(InMemoryStoreData data)
    {
        if (cluster.Ghost.Definition.HasEffects && _last is { } last && last.Token == data.Attempt?.Token)
        {
            string[] behind = [.. PlanTasks.Of(data.Plan!).Select(t => t.Task.Worker).Distinct().Where(id => !(data.Applied.TryGetValue(id, out EpochId applied) && applied >= last))];
            if (behind.Length > 0)
            {
                Violation ??= $"{data.Attempt} begins, and {string.Join(", ", behind)} has not applied {last}.";
            }
        }
    }

    private void Compare(ClusterPlan last, ClusterPlan plan)
    {
        if (plan.Epochs?.From is not null && plan.Workers.Length != last.Workers.Length)
        {
            cluster.Faults.Add(Fault.OtherWorkers);
        }

        if (plan.Epochs?.From is not null && !plan.Components.Select(c => c.Tasks.Length).SequenceEqual(last.Components.Select(c => c.Tasks.Length)))
        {
            cluster.Faults.Add(Fault.OtherTasks);
        }
    }

    private string? WentBack(CheckpointHead head)
    {
        cluster.Faults.Add(Fault.WentBack);
        cluster.Simulator.Note("store", "goes back to epoch", head.Committed.Number);
        return head.Applied is { } applied && applied > head.Committed
            ? $"The head went back to {head.Committed}, below {applied}, whose effects were released."
            : cluster.Ghost.Released > head.Committed.Number && !cluster.Ghost.HasForgotten
                ? $"The head went back to {head.Committed}, below epoch {cluster.Ghost.Released}, of which something was told outside."
                : null;
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
            return Kept();
        }

        string? problem = what switch
        {
            nameof(ICheckpointStore.FlipAsync) => Flipped(manifest),
            nameof(ICheckpointStore.RewindAsync) => WentBack(head),
            _ => $"{what} has moved the head to {head.Committed}.",
        };
        _last = head.Committed;
        cluster.Ghost.Committed = head.Committed.Number;
        return problem ?? Blobs(manifest);
    }

    /// <summary>Something was removed: whatever is committed still has all its blobs.</summary>
    private string? Kept()
        => cluster.Checkpoints.ListAsync(default).Result
            .Where(e => e.IsCommitted)
            .Select(e => Blobs(cluster.Checkpoints.ReadManifestAsync(e.Id, default).Result!))
            .FirstOrDefault(p => p is not null);

    private string? Flipped(Manifest manifest)
    {
        Count++;
        IsFinal = manifest.IsFinal;
        cluster.Ghost.Committed = manifest.Id.Number;
        cluster.Simulator.Note("store", $"commits epoch {manifest.Id.Number} of generation {manifest.Id.Token.Generation}", manifest.Id.Number);
        if (manifest.Previous != _last)
        {
            return $"{manifest.Id} follows {manifest.Previous}, and the head was {_last}.";
        }

        if (cluster.Facts.Register.Nonce != manifest.Id.Token.Nonce)
        {
            return $"{manifest.Id} was committed, and {cluster.Facts.Register} is the register.";
        }

        if (cluster.Facts.Plan is { } plan
            && (manifest.Id.Token.Generation, manifest.Id.Token.Nonce) != (plan.Epochs?.Token.Generation, plan.Epochs?.Token.Nonce))
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
            .Select(b => b.Problem(cluster.Damage.Read(b.Name)))
            .FirstOrDefault(p => p is not null) is { } problem
            ? $"{manifest.Id} is committed, and {problem}."
            : null;
}
