using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Runs the epochs of one generation, one after another: records the attempt, lets all tasks come to the cut, commits when every one has
/// reported, and waits until the effects are applied. One loop, <see cref="RunAsync"/>; everything else is any thread's.
/// </summary>
/// <remarks>
/// An epoch that has begun is committed, however long it takes, or the generation is over. What is committed is decided by the store's
/// head alone: where an answer got lost, the same flip is sent again.
/// </remarks>
internal sealed partial class EpochCoordinator
{
    /// <summary>An epoch that takes so many intervals (and no less than <see cref="LeastPatience"/>) is reported.</summary>
    private const int LateAfter = 10;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly ICheckpointStore _store;
    private readonly IEpochParticipants _participants;
    private readonly EpochLine _line;
    private readonly Func<FencingToken> _token;
    private readonly TopologyDefinition _definition;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StoreRetry _retry;
    private readonly CheckpointCollector _collector;
    private readonly Lock _lock = new();
    private TaskCompletionSource _pause = new();
    private bool _isEnding;
    private long _began;
    private EpochId? _unreadable;
    private EpochDraft? _draft;
    private TaskCompletionSource<EpochDraft> _complete = new();

    /// <param name="store">Where epochs are committed.</param>
    /// <param name="participants">The tasks.</param>
    /// <param name="line">The generation.</param>
    /// <param name="token">The register as this writer knows it: it may rise while the generation lasts.</param>
    /// <param name="definition">The topology.</param>
    /// <param name="interval">From the beginning of one epoch to the beginning of the next, where it takes no longer.</param>
    /// <param name="time">The topology's clock.</param>
    /// <param name="logger">Where late epochs are reported.</param>
    public EpochCoordinator(
        ICheckpointStore store, IEpochParticipants participants, EpochLine line, Func<FencingToken> token, TopologyDefinition definition, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        _store = store;
        _participants = participants;
        _line = line;
        _token = token;
        _definition = definition;
        _interval = interval;
        _time = time;
        _logger = logger;
        _retry = new StoreRetry(time, logger);
        _collector = new CheckpointCollector(store, time, line.Token);
        _began = time.GetTimestamp();
        Committed = line.Committed;
        participants.Reported = Report;
    }

    /// <summary>The last epoch that was committed.</summary>
    public EpochId? Committed { get; private set; }

    /// <summary>
    /// For how long a token that the store refuses may be one that the writer itself has raised and not heard of yet: its plan may be published
    /// and the answer on its way. Zero where nobody raises it.
    /// </summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Called with each epoch's manifest when it is committed, and how long it took from its beginning.</summary>
    public Action<Manifest, TimeSpan>? EpochCommitted { get; init; }

    /// <summary>Asks for one more epoch, which begins after now, and the end of <see cref="RunAsync"/> behind it. It may go on right on the caller's thread.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnding = true;
        }

        _pause.TrySetResult();
    }

    /// <summary>Runs epochs until <see cref="End"/>.</summary>
    /// <returns>Whether the last epoch was final: no task has anything more to do.</returns>
    /// <exception cref="EpochLostException">This generation can commit nothing any more.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await PauseAsync(cancellation).ConfigureAwait(false);
            bool isLast = IsEnding;
            Manifest manifest = await RunOneAsync(cancellation).ConfigureAwait(false);
            if (isLast)
            {
                return manifest.IsFinal;
            }
        }
    }

    private bool IsEnding
    {
        get
        {
            lock (_lock)
            {
                return _isEnding;
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        TimeSpan left = _interval - _time.GetElapsedTime(_began);
        if (left > TimeSpan.Zero && !IsEnding)
        {
            await Waiting.Delay(left, _time, _pause, cancellation).ConfigureAwait(false);
            lock (_lock)
            {
                _pause = new TaskCompletionSource();
            }
        }

        _began = _time.GetTimestamp();
    }

    private async Task<Manifest> RunOneAsync(CancellationToken cancellation)
    {
        var id = new EpochId(_line.Lineage, _line.Token, (Committed?.Number ?? 0) + 1);
        await FencedAsync(
            id,
            async token => await _store.BeginAsync(token, id, cancellation).ConfigureAwait(false) ? FlipOutcome.Committed : FlipOutcome.Stale,
            cancellation).ConfigureAwait(false);
        Task<EpochDraft> complete = Open(id);
        await _participants.BeginAsync(id, cancellation).ConfigureAwait(false);
        EpochDraft draft = await WaitAsync(id, complete, cancellation).ConfigureAwait(false);
        Manifest manifest = draft.ToManifest(_definition.KeyGroups, _line.Layouts);
        await FencedAsync(id, token => _store.FlipAsync(token, manifest, cancellation), cancellation).ConfigureAwait(false);
        Committed = id;
        EpochCommitted?.Invoke(manifest, _time.GetElapsedTime(_began));
        if (_definition.HasEffects)
        {
            if (!await _retry.RunAsync(() => _store.ReleaseAsync(id, cancellation), cancellation).ConfigureAwait(false))
            {
                // The store has lost the commit.
                throw new EpochLostException(id, FlipOutcome.OutOfOrder);
            }
        }

        await _participants.CommitAsync(id, cancellation).ConfigureAwait(false);
        await CollectAsync(cancellation).ConfigureAwait(false);
        return manifest;
    }

    /// <summary>Removes what no epoch needs any more. Where the store is away, there is another time.</summary>
    private async Task CollectAsync(CancellationToken cancellation)
    {
        try
        {
            CollectorOutcome outcome = await _collector.CollectAsync(_token(), cancellation).ConfigureAwait(false);
            if (outcome.Unreadable is { } epoch && epoch != _unreadable)
            {
                _unreadable = epoch;
                LogUnreadable(_logger, epoch.Number);
            }
        }
        catch (CheckpointStoreException)
        {
            // Whoever needs the store says so.
        }
    }

    /// <summary>Makes a call under the register's token; again, where that has risen meanwhile by the writer's own doing.</summary>
    private async Task FencedAsync(EpochId id, Func<FencingToken, Task<FlipOutcome>> call, CancellationToken cancellation)
    {
        FencingToken token;
        FlipOutcome outcome;
        do
        {
            token = _token();
            outcome = await _retry.RunAsync(() => call(token), cancellation).ConfigureAwait(false);
        }
        while (outcome == FlipOutcome.Stale && await HasRisenAsync(token, cancellation).ConfigureAwait(false));
        if (outcome != FlipOutcome.Committed)
        {
            throw new EpochLostException(id, outcome);
        }
    }

    private async Task<bool> HasRisenAsync(FencingToken refused, CancellationToken cancellation)
    {
        long since = _time.GetTimestamp();
        while (_token() == refused && _time.GetElapsedTime(since) < Patience)
        {
            await Waiting.Delay(Step, _time, cancellation).ConfigureAwait(false);
        }

        return _token() != refused;
    }

    private Task<EpochDraft> Open(EpochId id)
    {
        lock (_lock)
        {
            _draft = EpochDraft.Begin(id, Committed, _line.Tasks);
            _complete = new TaskCompletionSource<EpochDraft>();
            return _complete.Task;
        }
    }

    private void Report(EpochId epoch, TaskEntry entry)
    {
        EpochDraft? draft;
        TaskCompletionSource<EpochDraft> complete;
        lock (_lock)
        {
            draft = _draft = _draft?.Add(epoch, entry);
            complete = _complete;
        }

        if (draft is { IsComplete: true })
        {
            complete.TrySetResult(draft);
        }
    }

    /// <summary>Waits for all reports, and says once where they take long.</summary>
    private async Task<EpochDraft> WaitAsync(EpochId id, Task<EpochDraft> complete, CancellationToken cancellation)
    {
        TimeSpan patience = LateAfter * _interval;
        using ITimer late = _time.CreateTimer(
            static state => ((EpochCoordinator)state!).ReportLate(), this, patience > LeastPatience ? patience : LeastPatience, Timeout.InfiniteTimeSpan);
        await _participants.GatherAsync(id, complete, cancellation).ConfigureAwait(false);
        return await Waiting.For(complete, cancellation).ConfigureAwait(false);
    }

    private void ReportLate()
    {
        EpochDraft? draft;
        lock (_lock)
        {
            draft = _draft;
        }

        if (draft is { IsComplete: false })
        {
            LogLate(_logger, draft.Id.Number, string.Join(", ", draft.Missing.Select(t => $"{t.Component}[{t.Index}]")));
        }
    }

    [LoggerMessage(46, LogLevel.Error, "The manifest of epoch {Epoch} is damaged: nothing is removed from the store as long as it is there")]
    private static partial void LogUnreadable(ILogger logger, long epoch);

    [LoggerMessage(42, LogLevel.Warning, "Epoch {Epoch} is late: it waits for {Tasks}")]
    private static partial void LogLate(ILogger logger, long epoch, string tasks);
}
