using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>One client of a coordination store, whose calls go a simulated way.</summary>
/// <param name="inner">The store behind it, which answers at once.</param>
/// <param name="connection">The way.</param>
internal sealed class SimulatedCoordinationStore(ICoordinationStore inner, StoreConnection connection) : ICoordinationStore
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static Exception Failure(string reason) => new CoordinationException($"The simulation says: {reason}.");

    public Task<RunRecord> BeginAsync(RunRecord run, DesiredState desired, string? replaces, CancellationToken cancellation)
        => connection.CallAsync(() => inner.BeginAsync(run, desired, replaces, None), cancellation);

    public Task<bool> ResumeAsync(RunRecord seen, RunRecord resumed, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ResumeAsync(seen, resumed, None), cancellation);

    public Task<bool> JoinAsync(string run, WorkerInfo worker, CancellationToken cancellation)
        => connection.CallAsync(() => inner.JoinAsync(run, worker, None), cancellation);

    public Task<WorkerView> RenewAsync(Renewal renewal, CancellationToken cancellation)
        => connection.CallAsync(() => inner.RenewAsync(renewal, None), cancellation);

    public Task<FencingToken?> AcquireAsync(LeaderClaim claim, CancellationToken cancellation)
        => connection.CallAsync(() => inner.AcquireAsync(claim, None), cancellation);

    public Task<bool> PublishAsync(FencingToken current, ClusterPlan plan, CancellationToken cancellation)
        => connection.CallAsync(() => inner.PublishAsync(current, plan, None), cancellation);

    public Task<ClusterPlan?> ReadPlanAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadPlanAsync(None), cancellation);

    public Task<ClusterFacts> ReadFactsAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadFactsAsync(None), cancellation);

    public Task<ClusterStatus> ReadStatusAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadStatusAsync(None), cancellation);

    public Task<bool> EvictAsync(string run, string worker, long? counter, FencingToken? token, CancellationToken cancellation)
        => connection.CallAsync(() => inner.EvictAsync(run, worker, counter, token, None), cancellation);

    public Task<bool> FinishAsync(
        string run, FencingToken? token, string? worker, RunPhase phase, string? reason, CancellationToken cancellation)
        => connection.CallAsync(() => inner.FinishAsync(run, token, worker, phase, reason, None), cancellation);

    public Task<bool> ChangeDesiredAsync(string run, DesiredState desired, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ChangeDesiredAsync(run, desired, None), cancellation);

    public Task<PositionRecord?> TakePositionAsync(string run, TaskId task, CancellationToken cancellation)
        => connection.CallAsync(() => inner.TakePositionAsync(run, task, None), cancellation);

    public Task<bool> ReservePositionAsync(string run, TaskId task, long reached, long limit, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReservePositionAsync(run, task, reached, limit, None), cancellation);

    public Task<bool> ReleasePositionAsync(string run, TaskId task, long position, long limit, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReleasePositionAsync(run, task, position, limit, None), cancellation);

    public Task ReportEndedAsync(string run, TaskId task, bool inputOver, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportEndedAsync(run, task, inputOver, None), cancellation);

    public Task ReportLinkAsync(string run, LinkReport report, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportLinkAsync(run, report, None), cancellation);

    public Task ReportErrorAsync(string run, ErrorReport error, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportErrorAsync(run, error, None), cancellation);

    public Task ReportLossAsync(string run, LossReport loss, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportLossAsync(run, loss, None), cancellation);

    public Task ReportMetricsAsync(string run, WorkerMetrics metrics, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportMetricsAsync(run, metrics, None), cancellation);

    public Task<bool> FoldMetricsAsync(string run, FencingToken token, IReadOnlySet<string> kept, CancellationToken cancellation)
        => connection.CallAsync(() => inner.FoldMetricsAsync(run, token, kept, None), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
