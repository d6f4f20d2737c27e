namespace TopoGen.Runtime;

/// <summary>
/// What the workers of one topology share. Each call is one atomic step of the store and may be sent twice: where an answer got
/// lost, the same call again has the same effect and answer. A call that finds that somebody else has taken over changes nothing,
/// says so, and is counted in <see cref="ClusterStatus.Refused"/>. Thread-safe.
/// </summary>
/// <remarks>
/// Every call throws <see cref="CoordinationException"/> where the store cannot be reached or does not answer in time; it may have
/// been carried out all the same, then or later.
/// </remarks>
public interface ICoordinationStore : IAsyncDisposable
{
    /// <summary>
    /// Begins a run where there is none, the last one is over, or the current one is <paramref name="replaces"/>: then all records
    /// but the register are removed first, and the desired state is set. Epochs stay, unless the last run was completed or the new one is
    /// <see cref="RunRecord.Fresh"/>.
    /// </summary>
    /// <returns>The current run, which is another one where somebody else's goes on.</returns>
    Task<RunRecord> BeginAsync(RunRecord run, DesiredState desired, string? replaces, CancellationToken cancellation);

    /// <summary>Gives a run that goes on another owner and start, where it still has those that were seen.</summary>
    /// <param name="seen">The run as it was read.</param>
    /// <param name="resumed">The same run with the new owner and start.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether it is the new owner's now: of several that resume a run at once, exactly one is told so.</returns>
    Task<bool> ResumeAsync(RunRecord seen, RunRecord resumed, CancellationToken cancellation);

    /// <summary>Adds a worker with a lease whose counter is 0.</summary>
    /// <returns>False where the run is not the current one or is over.</returns>
    Task<bool> JoinAsync(string run, WorkerInfo worker, CancellationToken cancellation);

    /// <summary>Keeps a lease; never makes one anew.</summary>
    Task<WorkerView> RenewAsync(Renewal renewal, CancellationToken cancellation);

    /// <summary>Takes the leader's lease over, with a token above all earlier ones.</summary>
    /// <returns>The token, or null where the lease is not as observed or the worker holds none itself.</returns>
    Task<FencingToken?> AcquireAsync(LeaderClaim claim, CancellationToken cancellation);

    /// <summary>
    /// Makes a plan the current one and its token the register, and forgets the reports of broken links. Of a plan that rewinds, the epoch it
    /// restores from has to be the last committed one: a flip that was still on its way may have come first.
    /// </summary>
    /// <param name="current">The leader's token.</param>
    /// <param name="plan">Its token's generation lies above.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the leader's token was still valid, and the epoch the last one.</returns>
    Task<bool> PublishAsync(FencingToken current, ClusterPlan plan, CancellationToken cancellation);

    /// <summary>The current plan, or null before the first.</summary>
    Task<ClusterPlan?> ReadPlanAsync(CancellationToken cancellation);

    Task<ClusterFacts> ReadFactsAsync(CancellationToken cancellation);

    Task<ClusterStatus> ReadStatusAsync(CancellationToken cancellation);

    /// <summary>Removes a worker, and vacates the leader's lease where it holds that.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">The worker's id.</param>
    /// <param name="counter">
    /// The counter at which its lease stood still, so that one which moved on stays; null where the process is known to be gone.
    /// </param>
    /// <param name="token">The leader's token, which has to be valid; null for supervisors, and for workers that leave.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether it is gone.</returns>
    Task<bool> EvictAsync(string run, string worker, long? counter, FencingToken? token, CancellationToken cancellation);

    /// <summary>Ends the run, once.</summary>
    /// <param name="run">The run.</param>
    /// <param name="token">The leader's token, which has to be valid; null where somebody else ends it.</param>
    /// <param name="worker">
    /// The id of the worker that ends it because a component failed, which has to hold its lease: what fails in one that was replaced
    /// concerns nobody else. Null for leaders and supervisors.
    /// </param>
    /// <param name="phase">How it ended.</param>
    /// <param name="reason">One line, or null.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the run is over now.</returns>
    Task<bool> FinishAsync(
        string run, FencingToken? token, string? worker, RunPhase phase, string? reason, CancellationToken cancellation);

    /// <summary>Replaces the desired state where its version is one less.</summary>
    /// <returns>Whether it was.</returns>
    Task<bool> ChangeDesiredAsync(string run, DesiredState desired, CancellationToken cancellation);

    /// <summary>
    /// Makes the reservation of a spout's task this incarnation's; all earlier incarnations can reserve no more. What the former one
    /// may not have emitted (from the last position it reported to its limit) is added to what was skipped.
    /// </summary>
    /// <returns>The record, or null where a later incarnation has it.</returns>
    Task<PositionRecord?> TakePositionAsync(string run, TaskId task, CancellationToken cancellation);

    /// <summary>Raises the limit of a reservation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">Whose it is.</param>
    /// <param name="reached">The position the task has come to.</param>
    /// <param name="limit">The new limit; a lower one than the store has changes nothing.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether it is this incarnation's.</returns>
    Task<bool> ReservePositionAsync(string run, TaskId task, long reached, long limit, CancellationToken cancellation);

    /// <summary>
    /// Lowers the limit of a reservation to where the task has come: it waits, and whoever takes it over then skips nothing.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="task">Whose it is.</param>
    /// <param name="position">Where it has come to. It emits nothing from there on before it has reserved it again.</param>
    /// <param name="limit">
    /// The limit that it gives back. Where the store has another one, or knows that the task has come further, nothing changes: the call comes late.
    /// </param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether it is this incarnation's.</returns>
    Task<bool> ReleasePositionAsync(string run, TaskId task, long position, long limit, CancellationToken cancellation);

    /// <param name="run">The run.</param>
    /// <param name="task">The task that came to its end.</param>
    /// <param name="inputOver">Whether its input was over; false where it was told to stop.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task ReportEndedAsync(string run, TaskId task, bool inputOver, CancellationToken cancellation);

    Task ReportLinkAsync(string run, LinkReport report, CancellationToken cancellation);

    /// <summary>Adds to the errors; of a thousand the oldest is dropped.</summary>
    Task ReportErrorAsync(string run, ErrorReport error, CancellationToken cancellation);

    /// <summary>Adds to the losses, each once; of a thousand the oldest is dropped.</summary>
    Task ReportLossAsync(string run, LossReport loss, CancellationToken cancellation);

    /// <summary>
    /// Replaces a worker's metrics. Refused where it holds no lease and the store has none of it (any more): what was folded must not
    /// be counted twice.
    /// </summary>
    Task ReportMetricsAsync(string run, WorkerMetrics metrics, CancellationToken cancellation);

    /// <summary>
    /// Adds the metrics of workers that are gone to one sum, under the empty id, and removes them: they would pile up where workers
    /// come and go.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="token">The leader's token, which has to be valid.</param>
    /// <param name="kept">Ids of workers whose metrics stay. Nothing happens where one of the others holds a lease or still reports.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether there are none left but those.</returns>
    Task<bool> FoldMetricsAsync(string run, FencingToken token, IReadOnlySet<string> kept, CancellationToken cancellation);
}
