using TopoGen.Runtime;

namespace TopoGen.Tests;

/// <summary>All records of one topology, as a store has them. Its owner's lock guards it.</summary>
internal sealed class InMemoryStoreData(InMemoryRegister register)
{
    public const int MostErrors = 1000;

    public const int MostLosses = 1000;

    public RunRecord? Run { get; set; }

    public FencingToken Register
    {
        get => register.Token;
        set => register.Token = value;
    }

    /// <inheritdoc cref="EpochNews.Changes"/>
    public long Changes { get; set; }

    public LeaderLease Leader { get; set; } = LeaderLease.None;

    public ClusterPlan? Plan { get; set; }

    public DesiredState Desired { get; set; } = new();

    public SortedDictionary<string, WorkerLease> Leases { get; } = new(StringComparer.Ordinal);

    public Dictionary<TaskId, bool> Ended { get; } = [];

    public HashSet<LinkReport> Links { get; } = [];

    /// <summary>By component and task: the record, and the position that was reported last.</summary>
    public Dictionary<(string Component, int Index), (PositionRecord Record, long Reached)> Positions { get; } = [];

    /// <summary>The newest first.</summary>
    public LinkedList<ErrorReport> Errors { get; } = [];

    public List<LossReport> Losses { get; } = [];

    public Dictionary<string, WorkerMetrics> Metrics { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the topology keeps epochs: the store of them.</summary>
    public InMemoryCheckpointStore? Checkpoints { get; init; }

    public EpochId? Committed => Checkpoints?.ReadHeadAsync(CancellationToken.None).Result?.Committed;

    public EpochId? Attempt { get; set; }

    public EpochDamage? Damage { get; set; }

    /// <summary>What tasks add to the epoch that was announced last, as it came; what comes late names another one.</summary>
    public List<(EpochId Epoch, TaskEntry Entry)> Reports { get; } = [];

    public Dictionary<string, EpochId> Applied { get; } = new(StringComparer.Ordinal);

    public void ClearCheckpoints() => Checkpoints?.ClearAsync(Register, CancellationToken.None).Wait();

    public bool IsRunning(string run) => Run is { Phase: RunPhase.Running } current && current.Id == run;

    /// <summary>Everything but the register is forgotten.</summary>
    public void Clear()
    {
        Run = null;
        Leader = LeaderLease.None;
        Plan = null;
        Desired = new DesiredState();
        Attempt = null;
        Damage = null;
        Reports.Clear();
        Applied.Clear();
        Leases.Clear();
        Ended.Clear();
        Links.Clear();
        Positions.Clear();
        Errors.Clear();
        Losses.Clear();
        Metrics.Clear();
        Refused.Clear();
    }

    /// <summary>As it is now, for <see cref="GoBackTo"/>.</summary>
    public InMemoryStoreData Copy()
    {
        var copy = new InMemoryStoreData(new InMemoryRegister());
        copy.GoBackTo(this);
        return copy;
    }

    /// <summary>Everything that was written since is lost, the register's last value included.</summary>
    public void GoBackTo(InMemoryStoreData earlier)
    {
        Clear();
        Run = earlier.Run;
        Register = earlier.Register;
        Leader = earlier.Leader;
        Plan = earlier.Plan;
        Desired = earlier.Desired;
        Attempt = earlier.Attempt;
        Damage = earlier.Damage;
        Links.UnionWith(earlier.Links);
        Losses.AddRange(earlier.Losses);
        Reports.AddRange(earlier.Reports);
        foreach (ErrorReport error in earlier.Errors)
        {
            Errors.AddLast(error);
        }

        Add(earlier.Leases, Leases);
        Add(earlier.Ended, Ended);
        Add(earlier.Positions, Positions);
        Add(earlier.Metrics, Metrics);
        Add(earlier.Refused, Refused);
        Add(earlier.Applied, Applied);

        static void Add<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> from, IDictionary<TKey, TValue> to)
        {
            foreach (KeyValuePair<TKey, TValue> entry in from)
            {
                to.Add(entry);
            }
        }
    }

    public T Refuse<T>(string what, T answer)
    {
        Refused[what] = Refused.GetValueOrDefault(what) + 1;
        return answer;
    }
}
