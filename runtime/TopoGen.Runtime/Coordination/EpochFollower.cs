using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// A worker's part in epochs: reads from the board what the leader has begun and what is committed, tells the engine, and writes what its
/// tasks report. One loop.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="tasks">The engine's tasks.</param>
/// <param name="interval">From one epoch to the next.</param>
/// <param name="worker">The worker's id at the moment.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class EpochFollower(
    IEpochBoard board, IEpochTasks tasks, TimeSpan interval, Func<string> worker, TimeProvider time, ILogger logger)
{
    private readonly StoreRetry _retry = new(time, logger);
    private readonly ConcurrentQueue<(EpochId Epoch, TaskEntry Entry)> _reports = new();
    private EpochId? _begun;
    private EpochId? _committed;
    private EpochId? _known;
    private long? _changes;

    /// <summary>Told of each epoch that is known to be committed, also where the tasks here have no part in it.</summary>
    public required Action<EpochId> Committed { get; init; }

    /// <summary>Told when something has changed that leader and workers look at on their own.</summary>
    public required Action Changed { get; init; }

    /// <summary>How many workers the plan has.</summary>
    public Func<int> Workers { get; init; } = static () => 1;

    public async Task RunAsync(CancellationToken cancellation)
    {
        tasks.Reported = (epoch, entry) => _reports.Enqueue((epoch, entry));
        while (true)
        {
            EpochNews news = await _retry.RunAsync(() => board.ReadNewsAsync(cancellation), cancellation).ConfigureAwait(false);
            if (news.Changes != _changes)
            {
                _changes = news.Changes;
                Changed();
            }

            if (news.Attempt is { } attempt && attempt != _begun && tasks.Follows(attempt))
            {
                _begun = attempt;
                await tasks.BeginAsync(attempt, cancellation).ConfigureAwait(false);
            }

            if (news.Committed is { } known && known != _known)
            {
                _known = known;
                Committed(known);
            }

            if (news.Committed is { } committed && committed != _committed && tasks.Follows(committed))
            {
                _committed = committed;
                if (await CommitAsync(committed, cancellation).ConfigureAwait(false))
                {
                    await SendAsync(() => board.ReportAppliedAsync(committed, worker(), cancellation), cancellation).ConfigureAwait(false);
                }
            }

            await ReportAsync(cancellation).ConfigureAwait(false);
            await Waiting.Delay(StorePace.OfFollower(interval, Workers()), time, cancellation).ConfigureAwait(false);
        }
    }

    /// <returns>Whether its effects are applied; else its generation is over.</returns>
    private async Task<bool> CommitAsync(EpochId epoch, CancellationToken cancellation)
    {
        try
        {
            await tasks.CommitAsync(epoch, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (EpochLostException)
        {
            return false;
        }
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        var reports = new List<(EpochId Epoch, TaskEntry Entry)>();
        while (_reports.TryDequeue(out (EpochId Epoch, TaskEntry Entry) report))
        {
            reports.Add(report);
        }

        foreach (IGrouping<EpochId, (EpochId Epoch, TaskEntry Entry)> epoch in reports.GroupBy(r => r.Epoch))
        {
            ImmutableArray<TaskEntry> entries = [.. epoch.Select(r => r.Entry)];
            await SendAsync(() => board.ReportAsync(epoch.Key, entries, cancellation), cancellation).ConfigureAwait(false);
        }
    }

    private Task SendAsync(Func<Task> send, CancellationToken cancellation)
        => _retry.RunAsync(
            async () =>
            {
                await send().ConfigureAwait(false);
                return true;
            },
            cancellation);
}
