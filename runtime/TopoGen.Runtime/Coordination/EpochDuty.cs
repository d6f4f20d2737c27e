using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs the epochs of a leader's plans, for one term: beside the leader's own loop, which says what it wants of them and reads how they
/// fare. Used by that loop only.
/// </summary>
/// <param name="checkpoints">Where epochs are committed.</param>
/// <param name="board">How workers hear of them.</param>
/// <param name="definition">The topology.</param>
/// <param name="interval">From one epoch to the next.</param>
/// <param name="start">Starts work on a task of its own.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class EpochDuty(
    ICheckpointStore checkpoints,
    IEpochBoard board,
    TopologyDefinition definition,
    TimeSpan interval,
    Func<Func<Task>, Task> start,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>The leader reads the register several times meanwhile; where it leads no more, its term ends before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _generation;
    private EpochCoordinator? _coordinator;
    private Task _running = Task.CompletedTask;
    private FencingToken _token;
    private volatile StandingBox _standing = new(default);

    /// <summary>How the epochs of the last plan fare.</summary>
    public EpochStanding Standing => _standing.Value;

    /// <summary>The register, as the leader knows it.</summary>
    public FencingToken Token
    {
        get
        {
            lock (_lock)
            {
                return _token;
            }
        }

        set
        {
            lock (_lock)
            {
                _token = value;
            }
        }
    }

    /// <summary>Does what is wanted, for the plan that is current.</summary>
    public void Follow(ClusterPlan plan, EpochOrder order, CancellationToken term)
    {
        EpochPlan epochs = plan.Epochs!;
        if (Standing.Token != epochs.Token)
        {
            Stop();
            _standing = new StandingBox(new EpochStanding(epochs.Token, false, false, false));
        }

        if (order == EpochOrder.Rest)
        {
            return;
        }

        if (_coordinator is null)
        {
            Begin(plan, epochs, term);
        }

        if (order == EpochOrder.End)
        {
            _coordinator!.End();
        }
    }

    /// <summary>A plan rewinds: what is under way ends here, committed or not.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _coordinator = null;
        }

        _generation?.Cancel();
        _generation?.Dispose();
        _generation = null;
    }

    /// <summary>The term is over.</summary>
    /// <returns>Completes when nothing is done for it any more.</returns>
    public Task EndAsync()
    {
        Stop();
        return _running;
    }

    /// <summary>
    /// The run is complete, and so is the term: there is nothing to go on from. What is left where this fails goes with the next run's beginning; the
    /// token keeps it from touching that one's.
    /// </summary>
    public async Task ClearAsync()
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await new StoreRetry(time, logger).RunAsync(() => checkpoints.ClearAsync(Token, limit.Token), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogLeft(logger, Patience.TotalSeconds);
        }
    }

    /// <summary>Moves the head of the store back to an older epoch, because the last one cannot be read.</summary>
    /// <param name="damage">Why.</param>
    /// <param name="acceptLoss">Whether effects that were released may be undone, and repeated.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where it is there now; else why that cannot be, for the operator.</returns>
    public async Task<string?> GoBackAsync(EpochDamage damage, bool acceptLoss, CancellationToken cancellation)
    {
        Stop();
        ImmutableArray<EpochRecord> known = await checkpoints.ListAsync(cancellation).ConfigureAwait(false);
        return await CheckpointOpening.GoBackAsync(checkpoints, Token, damage.Epoch, known, damage.Problem, acceptLoss, cancellation).ConfigureAwait(false);
    }

    private void Begin(ClusterPlan plan, EpochPlan epochs, CancellationToken term)
    {
        CancellationTokenSource generation = CancellationTokenSource.CreateLinkedTokenSource(term);
        var line = new EpochLine(
            epochs.Lineage,
            epochs.Token,
            epochs.From,
            [.. plan.Components.SelectMany(c => Enumerable.Range(0, c.Tasks.Length).Select(i => (c.Component, i)))],
            definition.Layouts);
        var participants = new BoardParticipants(
            board, () => Token, [.. PlanTasks.Of(plan).Select(t => t.Task.Worker).Distinct(StringComparer.Ordinal)], definition.HasEffects, time, logger);
        var coordinator = new EpochCoordinator(checkpoints, participants, line, () => Token, definition, interval, time, logger)
        {
            Patience = Patience,
        };
        _generation = generation;
        _coordinator = coordinator;
        Task before = _running;
        CancellationToken end = generation.Token;
        _running = start(() => RunAsync(before, coordinator, epochs.Token, end));
    }

    /// <summary>Runs the epochs of one generation, once those of the one before have come to their end. Never throws.</summary>
    private async Task RunAsync(Task before, EpochCoordinator coordinator, FencingToken generation, CancellationToken cancellation)
    {
        await before.ConfigureAwait(false);
        try
        {
            bool isFinal = await coordinator.RunAsync(cancellation).ConfigureAwait(false);
            Fares(coordinator, new EpochStanding(generation, true, isFinal, false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The generation, or the term, is over.
        }
        catch (EpochLostException exception)
        {
            LogLost(logger, exception.Message);
            Fares(coordinator, new EpochStanding(generation, false, false, IsBroken: true));
        }
        catch (Exception exception)
        {
            // Whatever it is, a topology whose epochs have stopped without a word is worse than one that begins again from the last.
            LogFailed(logger, exception);
            await Task.WhenAny(Waiting.Delay(Patience, time, cancellation)).ConfigureAwait(false);
            Fares(coordinator, new EpochStanding(generation, false, false, IsBroken: true));
        }
    }

    /// <summary>What became of epochs that were told to stop is nobody's concern any more.</summary>
    private void Fares(EpochCoordinator coordinator, EpochStanding standing)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_coordinator, coordinator))
            {
                _standing = new StandingBox(standing);
            }
        }
    }

    /// <summary>So that it is written and read as one.</summary>
    private sealed record StandingBox(EpochStanding Value);

    [LoggerMessage(47, LogLevel.Error, "The epochs of this generation cannot go on: all tasks begin again from the last one")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(48, LogLevel.Warning, "The run is complete, but the store did not remove its epochs within {Seconds} s: the next run does")]
    private static partial void LogLeft(ILogger logger, double seconds);

    [LoggerMessage(45, LogLevel.Warning, "{Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
