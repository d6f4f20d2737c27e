using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Cluster;

/// <summary>
/// A store in memory, with a leader that carries out at once what is wanted, unless the test says otherwise. Thread-safe.
/// </summary>
internal sealed class FakeStore : ICoordinationStore
{
    private readonly Lock _lock = new();

    public RunRecord? Run { get; set; }

    public DesiredState Desired { get; set; } = new();

    public ImmutableArray<WorkerLease> Leases { get; set; } = [];

    public LeaderLease Leader { get; set; }

    public ClusterPlan? Plan { get; set; }

    public ImmutableSortedDictionary<string, WorkerMetrics> Metrics { get; set; } = ImmutableSortedDictionary<string, WorkerMetrics>.Empty;

    public ImmutableSortedDictionary<string, PositionRecord> Positions { get; set; } = ImmutableSortedDictionary<string, PositionRecord>.Empty;

    public ImmutableArray<ErrorReport> Errors { get; set; } = [];

    public ImmutableArray<LossReport> Losses { get; set; } = [];

    public ImmutableSortedDictionary<string, long> Refused { get; set; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Whether workers renew their leases: all counters grow with every look.</summary>
    public bool IsAlive { get; set; }

    /// <summary>Whether somebody leads.</summary>
    public bool HasLeader { get; set; } = true;

    /// <summary>How the leader ends the run when it is told to.</summary>
    public (RunPhase Phase, string? Reason) Ending { get; set; } = (RunPhase.Drained, null);

    public bool IsUnreachable { get; set; }

    /// <summary>So many of the next calls are not answered.</summary>
    public int Slow { get; set; }

    /// <summary>So often somebody else is quicker: what they change, one after another.</summary>
    public Queue<Func<DesiredState, DesiredState>> Others { get; } = [];

    /// <summary>Called before each look at the facts.</summary>
    public Action? Looked { get; set; }

    public List<string> Evicted { get; } = [];

    public string? FinishReason { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>A plan that carries out what is wanted.</summary>
    public static ClusterPlan PlanOf(RunRecord run, DesiredState desired, long generation, params PlannedTasks[] components) => new()
    {
        Token = new FencingToken(generation, 1),
        Run = run.Id,
        Mode = desired.Killed ? PlanMode.Draining : desired.Active ? PlanMode.Active : PlanMode.Inactive,
        Workers = [],
        Components = [.. components],
        Desired = desired.Version,
    };

    public static RunRecord RunOf(string id = "run-1", ulong schema = FakeParts.Schema) => new()
    {
        Id = id,
        Owner = "'run --workers 3' on host-a, process 77",
        Schema = schema,
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static WorkerLease LeaseOf(string name, int process = 1, string? supervisor = null, WorkerReport report = default) => new(
        new WorkerInfo
        {
            Id = "id-" + name,
            Process = "p-" + name,
            Name = name,
            Host = "host-a",
            ProcessId = process,
            Supervisor = supervisor,
            Started = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero),
        },
        7,
        report);

    public Task<RunRecord> BeginAsync(RunRecord run, DesiredState desired, string? replaces, CancellationToken cancellation) => Do(() =>
    {
        if (Run is not { Phase: RunPhase.Running } || Run.Id == replaces)
        {
            (Run, Desired, Plan, Leases) = (run, desired, null, []);
        }

        return Run;
    });

    public Task<bool> ResumeAsync(RunRecord seen, RunRecord resumed, CancellationToken cancellation) => Do(() =>
    {
        if (Run is not { Phase: RunPhase.Running } || Run.Id != resumed.Id || (Run.Owner, Run.Started) != (seen.Owner, seen.Started))
        {
            return false;
        }

        Run = resumed;
        return true;
    });

    public Task<ClusterFacts> ReadFactsAsync(CancellationToken cancellation) => Do(Facts);

    public Task<ClusterStatus> ReadStatusAsync(CancellationToken cancellation) => Do(() => new ClusterStatus
    {
        Facts = Facts(),
        Metrics = Metrics,
        Positions = Positions,
        Errors = Errors,
        Losses = Losses,
        Refused = Refused,
    });

    public Task<ClusterPlan?> ReadPlanAsync(CancellationToken cancellation) => Do(() => Plan);

    public Task<bool> ChangeDesiredAsync(string run, DesiredState desired, CancellationToken cancellation) => Do(() =>
    {
        if (Others.TryDequeue(out Func<DesiredState, DesiredState>? other))
        {
            Desired = other(Desired) with { Version = Desired.Version + 1 };
        }

        if (Run is not { Phase: RunPhase.Running } || Run.Id != run || desired.Version != Desired.Version + 1)
        {
            return false;
        }

        Desired = desired;
        return true;
    });

    public Task<bool> EvictAsync(
        string run, string worker, long? counter, FencingToken? token, CancellationToken cancellation) => Do(() =>
    {
        Evicted.Add(worker);
        Leases = Leases.RemoveAll(l => l.Worker.Id == worker);
        return true;
    });

    public Task<bool> FinishAsync(
        string run, FencingToken? token, string? worker, RunPhase phase, string? reason, CancellationToken cancellation) => Do(() =>
    {
        if (Run is { Phase: RunPhase.Running } && Run.Id == run)
        {
            Run = Run with { Phase = phase, Reason = reason };
            FinishReason = reason;
        }

        return true;
    });

    public Task<bool> JoinAsync(string run, WorkerInfo worker, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<WorkerView> RenewAsync(Renewal renewal, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<FencingToken?> AcquireAsync(LeaderClaim claim, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> PublishAsync(FencingToken current, ClusterPlan plan, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<PositionRecord?> TakePositionAsync(string run, TaskId task, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> ReleasePositionAsync(string run, TaskId task, long position, long limit, CancellationToken cancellation)
        => throw new NotSupportedException();

    public Task<bool> ReservePositionAsync(string run, TaskId task, long reached, long limit, CancellationToken cancellation)
        => throw new NotSupportedException();

    public Task ReportEndedAsync(string run, TaskId task, bool inputOver, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ReportLinkAsync(string run, LinkReport report, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ReportErrorAsync(string run, ErrorReport error, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ReportLossAsync(string run, LossReport loss, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ReportMetricsAsync(string run, WorkerMetrics metrics, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> FoldMetricsAsync(string run, FencingToken token, IReadOnlySet<string> kept, CancellationToken cancellation)
        => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private ClusterFacts Facts()
    {
        Looked?.Invoke();
        if (IsAlive)
        {
            Leases = [.. Leases.Select(l => l with { Counter = l.Counter + 1 })];
        }

        if (HasLeader && Run is { Phase: RunPhase.Running } && Plan is not null && Plan.Desired < Desired.Version)
        {
            Plan = PlanOf(Run, Desired, Plan.Token.Generation + 1, [.. Plan.Components]);
            Run = Desired.Killed ? Run with { Phase = Ending.Phase, Reason = Ending.Reason } : Run;
        }

        return new ClusterFacts
        {
            Run = Run,
            Register = Plan?.Token ?? default,
            Leader = Leader,
            Leases = Leases,
            Plan = Plan,
            Desired = Desired,
            Ended = ImmutableDictionary<TaskId, bool>.Empty,
            Links = [],
        };
    }

    private Task<T> Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            return IsUnreachable || Slow-- > 0 ? throw new CoordinationException("fake:1 does not answer") : Task.FromResult(action());
        }
    }
}
