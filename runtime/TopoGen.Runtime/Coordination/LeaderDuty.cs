using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Does what a leader has to do, for one term: reads the facts, decides, acts. Runs beside the renewals, so that it may take its
/// time.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="calls">How it is called.</param>
/// <param name="shape">The topology.</param>
/// <param name="losses">Bounds what is lost.</param>
/// <param name="options">The times.</param>
/// <param name="pause">Lies between two looks.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class LeaderDuty(
    ICoordinationStore store,
    StoreCalls calls,
    TopologyShape shape,
    LossBound losses,
    ClusterOptions options,
    Pause pause,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>How often a loss is sent to the store before the plan goes on without.</summary>
    private const int LossAttempts = 3;

    private readonly FailureLog _failures = new(time);
    private readonly LagWatch _lag = new();
    private bool _isComplete;

    /// <summary>The epochs of the plans; null where the topology has none.</summary>
    public EpochDuty? Epochs { get; init; }

    /// <summary>Called when a plan was published, with its token.</summary>
    public required Action<FencingToken> Published { get; init; }

    /// <summary>Called when another worker is found to lead, with the term's nonce.</summary>
    public required Action<ulong> Deposed { get; init; }

    /// <summary>Whether the worker has heard that the run is complete, which ends the term: before this leader, or in its place.</summary>
    public required Func<bool> IsComplete { get; init; }

    /// <summary>Returns when another worker leads, or the run is over.</summary>
    /// <param name="state">The beginning of a term.</param>
    /// <param name="cancellation">Ends the term.</param>
    public async Task RunAsync(LeaderState state, CancellationToken cancellation)
    {
        LogBegan(logger, state.Worker, state.Highest);
        try
        {
            await LeadAsync(state, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (Epochs is not null)
            {
                await Epochs.EndAsync().ConfigureAwait(false);
                if (_isComplete || IsComplete())
                {
                    await Epochs.ClearAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private async Task LeadAsync(LeaderState state, CancellationToken cancellation)
    {
        TimeSpan changed = calls.Now;
        ClusterFacts? before = null;
        while (true)
        {
            (bool isRead, ClusterFacts facts, Reading at) = await calls.TryAsync(store.ReadFactsAsync, cancellation).ConfigureAwait(false);
            bool isHurried = false;
            if (isRead)
            {
                _isComplete = facts.Run is { Phase: RunPhase.Completed } run && run.Id == state.Run;
                (state, LeaderActions actions) = Decide(state, facts, at);
                if (actions.IsDeposed)
                {
                    LogEnded(logger, state.Worker);
                    Deposed(state.Nonce);
                    return;
                }

                changed = before is null || HasChanged(before, facts) ? at.Answered : changed;
                before = facts;
                foreach (WorkerLease late in _lag.Observe(facts, at.Answered))
                {
                    LogLate(logger, late.Worker.Name, late.Report.Applied, facts.Plan!.Token.Generation);
                }

                isHurried = actions.IsHurried || at.Answered - changed < TimeSpan.FromSeconds(1);
                if (Epochs is not null)
                {
                    Epochs.Token = facts.Register;
                }

                if (await ActAsync(state, facts, actions, cancellation).ConfigureAwait(false))
                {
                    continue;
                }
            }

            await pause.WaitAsync(isHurried ? options.HurriedInterval : options.RenewInterval, cancellation).ConfigureAwait(false);
        }
    }

    private (LeaderState State, LeaderActions Actions) Decide(LeaderState state, ClusterFacts facts, Reading at)
    {
        try
        {
            return LeaderDecision.Decide(state, facts, at, shape, losses, Epochs?.Standing ?? default, options);
        }
        catch (Exception exception)
        {
            // A decision that fails may succeed on the next facts; a leader that stops would leave nobody to take them.
            if (_failures.MayReport(out long unreported))
            {
                LogFailed(logger, exception, unreported);
            }

            return (state, LeaderActions.None);
        }
    }

    private static bool HasChanged(ClusterFacts before, ClusterFacts facts)
        => facts.Register != before.Register
            || facts.Desired.Version != before.Desired.Version
            || facts.Ended.Count != before.Ended.Count
            || !facts.Leases.Select(l => l.Worker.Id).SequenceEqual(before.Leases.Select(l => l.Worker.Id));

    /// <returns>Whether the facts should be read again at once.</returns>
    private async Task<bool> ActAsync(LeaderState state, ClusterFacts facts, LeaderActions actions, CancellationToken cancellation)
    {
        if (actions.Problem is { } problem)
        {
            LogProblem(logger, facts.Desired.Version, problem);
            string name = facts.Leases.FirstOrDefault(l => l.Worker.Id == state.Worker)?.Worker.Name ?? state.Worker;
            var report = new ErrorReport(time.GetUtcNow(), name, "leader", problem);
            await calls.TryAsync(limit => store.ReportErrorAsync(state.Run, report, limit), cancellation).ConfigureAwait(false);
        }

        foreach (LossReport loss in actions.Losses)
        {
            await ReportAsync(state, loss, cancellation).ConfigureAwait(false);
        }

        if (actions.GoBack is { } damage && Epochs is not null)
        {
            LogDamage(logger, damage.Epoch.Number, damage.Problem);
            await GoBackAsync(state, facts, damage, cancellation).ConfigureAwait(false);
        }

        if (actions.Plan is { } plan)
        {
            if (plan.Rewinds)
            {
                Epochs?.Stop();
            }

            await PublishAsync(facts, plan, actions.Reason, cancellation).ConfigureAwait(false);
        }

        else if (facts.Plan is { Epochs: { } epochs } current && epochs.Token.Nonce == state.Nonce)
        {
            Epochs?.Follow(current, actions.Epochs, cancellation);
        }

        if (actions.Kept is { } kept)
        {
            await calls.TryAsync(limit => store.FoldMetricsAsync(state.Run, facts.Register, kept, limit), cancellation).ConfigureAwait(false);
        }

        if (actions.End is { } end)
        {
            await calls.TryAsync(
                limit => store.FinishAsync(state.Run, facts.Register, null, end.Phase, end.Reason, limit), cancellation).ConfigureAwait(false);
        }

        return !actions.Evictions.IsEmpty && await EvictAsync(state, facts, actions.Evictions, cancellation).ConfigureAwait(false);
    }

    /// <returns>Whether the store has answered.</returns>
    private async Task<bool> EvictAsync(
        LeaderState state, ClusterFacts facts, ImmutableArray<Eviction> evictions, CancellationToken cancellation)
    {
        foreach (Eviction eviction in evictions)
        {
            (bool isAnswered, bool isGone, _) = await calls.TryAsync(
                limit => store.EvictAsync(state.Run, eviction.Worker, eviction.Counter, facts.Register, limit), cancellation).ConfigureAwait(false);
            if (!isAnswered)
            {
                return false;
            }

            if (isGone)
            {
                LogEvicted(logger, Name(facts, eviction.Worker), eviction.Reason);
            }
            else
            {
                calls.CountRefused();
            }
        }

        return true;
    }

    /// <summary>The plan waits for it, but not for ever: tasks without worker are worse than a loss that only the log knows.</summary>
    private async Task ReportAsync(LeaderState state, LossReport loss, CancellationToken cancellation)
    {
        LogLoss(logger, loss.Worker, loss.Tasks, loss.StatefulTasks, loss.Tuples);
        for (int attempt = 1; !await calls.TryAsync(limit => store.ReportLossAsync(state.Run, loss, limit), cancellation).ConfigureAwait(false); attempt++)
        {
            if (attempt == LossAttempts)
            {
                LogUnrecorded(logger, loss.Worker, loss.Generation, attempt);
                return;
            }

            await Waiting.Delay(options.RenewInterval, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The last epoch cannot be read: the one before takes its place, or the run ends, and says why.</summary>
    private async Task GoBackAsync(LeaderState state, ClusterFacts facts, EpochDamage damage, CancellationToken cancellation)
    {
        try
        {
            if (await Epochs!.GoBackAsync(damage, facts.Run is { AcceptLoss: true }, cancellation).ConfigureAwait(false) is { } refusal)
            {
                await calls.TryAsync(
                    limit => store.FinishAsync(state.Run, facts.Register, null, RunPhase.Refused, refusal, limit), cancellation).ConfigureAwait(false);
            }
        }
        catch (CheckpointStoreException exception)
        {
            // Decided again with the next facts.
            LogDamage(logger, damage.Epoch.Number, exception.Message);
        }
    }

    private async Task PublishAsync(ClusterFacts facts, ClusterPlan plan, string reason, CancellationToken cancellation)
    {
        (bool isAnswered, bool isPublished, _) = await calls.TryAsync(
            limit => store.PublishAsync(facts.Register, plan, limit), cancellation).ConfigureAwait(false);
        if (isAnswered && isPublished)
        {
            Published(plan.Token);
            if (Epochs is not null)
            {
                Epochs.Token = plan.Token;
            }

            LogPublished(logger, plan.Token.Generation, plan.Workers.Length, reason);
        }
        else if (isAnswered)
        {
            calls.CountRefused();
        }
    }

    private static string Name(ClusterFacts facts, string worker)
        => facts.Leases.FirstOrDefault(l => l.Worker.Id == worker)?.Worker.Name ?? worker;

    [LoggerMessage(30, LogLevel.Information, "Worker {Worker} leads from generation {Generation} on")]
    private static partial void LogBegan(ILogger logger, string worker, long generation);

    [LoggerMessage(31, LogLevel.Information, "Worker {Worker} leads no more")]
    private static partial void LogEnded(ILogger logger, string worker);

    [LoggerMessage(32, LogLevel.Information, "Plan {Generation} for {Workers} workers: {Reason}")]
    private static partial void LogPublished(ILogger logger, long generation, int workers, string reason);

    [LoggerMessage(33, LogLevel.Warning, "Worker {Worker} was evicted: {Reason}")]
    private static partial void LogEvicted(ILogger logger, string worker, string reason);

    [LoggerMessage(34, LogLevel.Warning, "With {Tasks} tasks of {Worker} that move, {Stateful} of them with state, up to {Tuples} tuples may be lost")]
    private static partial void LogLoss(ILogger logger, string worker, int tasks, int stateful, long tuples);

    [LoggerMessage(37, LogLevel.Warning, "The loss with {Worker} (generation {Generation}) is not in the store, which did not take it in {Attempts} attempts")]
    private static partial void LogUnrecorded(ILogger logger, string worker, long generation, int attempts);

    [LoggerMessage(38, LogLevel.Warning, "Worker {Worker} has run plan {Applied} for more than 10 s after plan {Generation} was made; see whether one of its components hangs")]
    private static partial void LogLate(ILogger logger, string worker, long applied, long generation);

    [LoggerMessage(35, LogLevel.Error, "What operators want (version {Version}) cannot be carried out: {Problem}")]
    private static partial void LogProblem(ILogger logger, long version, string problem);

    [LoggerMessage(39, LogLevel.Error, "Epoch {Epoch} cannot be read: {Problem}")]
    private static partial void LogDamage(ILogger logger, long epoch, string problem);

    [LoggerMessage(36, LogLevel.Error, "The leader's decision failed ({Unreported} earlier failures not shown)")]
    private static partial void LogFailed(ILogger logger, Exception exception, long unreported);
}
