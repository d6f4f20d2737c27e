using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>The tasks of all workers of a plan, as the leader reaches them: by the board.</summary>
/// <param name="board">The board.</param>
/// <param name="token">The register as the leader knows it.</param>
/// <param name="workers">The workers of the plan, by id.</param>
/// <param name="waitsForEffects">Whether an epoch is over only when all workers have applied it.</param>
/// <param name="poll">How often reports are looked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class BoardParticipants(
    IEpochBoard board,
    Func<FencingToken> token,
    ImmutableArray<string> workers,
    bool waitsForEffects,
    TimeSpan poll,
    TimeProvider time,
    ILogger logger) : IEpochParticipants
{
    private readonly StoreRetry _retry = new(time, logger);

    public Action<EpochId, TaskEntry>? Reported { get; set; }

    /// <summary>
    /// A token that is refused was raised: by the leader itself, which will know it when its answer has come, or by another one, which ends this
    /// one's term.
    /// </summary>
    public async Task BeginAsync(EpochId epoch, CancellationToken cancellation)
    {
        while (!await _retry.RunAsync(() => board.AnnounceAsync(token(), epoch, cancellation), cancellation).ConfigureAwait(false))
        {
            await Waiting.Delay(poll, time, cancellation).ConfigureAwait(false);
        }
    }

    public async Task GatherAsync(EpochId epoch, Task complete, CancellationToken cancellation)
    {
        while (!complete.IsCompleted)
        {
            foreach (TaskEntry entry in await _retry.RunAsync(() => board.ReadReportsAsync(epoch, cancellation), cancellation).ConfigureAwait(false))
            {
                Reported?.Invoke(epoch, entry);
            }

            if (!complete.IsCompleted)
            {
                await Waiting.Delay(poll, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async Task CommitAsync(EpochId epoch, CancellationToken cancellation)
    {
        while (waitsForEffects)
        {
            ImmutableHashSet<string> applied =
                await _retry.RunAsync(() => board.ReadAppliedAsync(epoch, cancellation), cancellation).ConfigureAwait(false);
            if (workers.All(applied.Contains))
            {
                return;
            }

            await Waiting.Delay(poll, time, cancellation).ConfigureAwait(false);
        }
    }
}
