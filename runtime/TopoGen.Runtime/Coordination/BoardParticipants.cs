using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>The tasks of all workers of a plan, as the leader reaches them: by the board.</summary>
/// <param name="board">The board.</param>
/// <param name="token">The register as the leader knows it.</param>
/// <param name="workers">The workers of the plan, by id.</param>
/// <param name="waitsForEffects">Whether an epoch is over only when all workers have applied it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class BoardParticipants(
    IEpochBoard board,
    Func<FencingToken> token,
    ImmutableArray<string> workers,
    bool waitsForEffects,
    TimeProvider time,
    ILogger logger) : IEpochParticipants
{
    /// <summary>After so long without a report all are read again: a store that lost its last writes may have taken others into the place of what was read.</summary>
    private static readonly TimeSpan Anew = TimeSpan.FromSeconds(1);

    private readonly StoreRetry _retry = new(time, logger);
    private readonly TimeSpan _poll = StorePace.OfLeader(workers.Length);

    public Action<EpochId, TaskEntry>? Reported { get; set; }

    /// <summary>
    /// A token that is refused was raised: by the leader itself, which will know it when its answer has come, or by another one, which ends this
    /// one's term.
    /// </summary>
    public async Task BeginAsync(EpochId epoch, CancellationToken cancellation)
    {
        while (!await _retry.RunAsync(() => board.AnnounceAsync(token(), epoch, cancellation), cancellation).ConfigureAwait(false))
        {
            await Waiting.Delay(_poll, time, cancellation).ConfigureAwait(false);
        }
    }

    public async Task GatherAsync(EpochId epoch, Task complete, CancellationToken cancellation)
    {
        long from = 0;
        long heard = time.GetTimestamp();
        while (!complete.IsCompleted)
        {
            EpochReports reports = await _retry.RunAsync(() => board.ReadReportsAsync(epoch, from, cancellation), cancellation).ConfigureAwait(false);
            foreach (TaskEntry entry in reports.Entries)
            {
                Reported?.Invoke(epoch, entry);
            }

            from = reports.Next;
            if (reports.Entries.Length > 0)
            {
                heard = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(heard) >= Anew)
            {
                (from, heard) = (0, time.GetTimestamp());
            }

            if (!complete.IsCompleted && !reports.HasMore)
            {
                await Waiting.Delay(_poll, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async Task CommitAsync(EpochId epoch, CancellationToken cancellation)
    {
        ImmutableArray<string> missing = waitsForEffects ? workers : [];
        while (!missing.IsEmpty)
        {
            ImmutableHashSet<string> applied =
                await _retry.RunAsync(() => board.ReadAppliedAsync(epoch, missing, cancellation), cancellation).ConfigureAwait(false);
            missing = missing.RemoveAll(applied.Contains);
            if (!missing.IsEmpty)
            {
                await Waiting.Delay(_poll, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
