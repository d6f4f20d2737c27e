using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Applies the committed commands of one sink's task, chunk by chunk. One call at a time.</summary>
/// <param name="caller">What calls the sink.</param>
/// <param name="calls">The sink.</param>
/// <param name="store">Where the commands are.</param>
internal sealed class SinkApplier(SinkCaller caller, SinkCalls calls, ICheckpointStore store)
{
    private readonly SinkTask _self = caller.Self;
    private readonly SinkRetry _retry = caller.Retry;
    private SinkStamp? _stamp;

    /// <inheritdoc cref="TaskSink.OpenAsync"/>
    public async Task OpenAsync(Manifest? from, CancellationToken cancellation)
    {
        TaskCell cell = caller.Cell;
        _stamp = await ReadStampAsync(_self, cancellation).ConfigureAwait(false);

        // Those of another number of tasks under their own names; each task takes its share.
        foreach (TaskEntry entry in from?.Tasks.Where(t => t.Component == cell.Component && t.Index % cell.Parallelism == cell.Index) ?? [])
        {
            await FinishAsync(from!.Id, entry, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Applies what the task wrote in an epoch that is committed.</summary>
    /// <inheritdoc cref="TaskSink.OpenAsync"/>
    public async Task ApplyAsync(EpochId epoch, ImmutableArray<BlobReference> chunks, CancellationToken cancellation)
        => _stamp = await ApplyAsync(_self, _stamp, epoch, chunks, cancellation).ConfigureAwait(false);

    /// <summary>What an epoch before this run has left; it is looked at as a whole before anything is changed.</summary>
    private async Task FinishAsync(EpochId epoch, TaskEntry entry, CancellationToken cancellation)
    {
        if (entry.Commands.IsEmpty)
        {
            return;
        }

        SinkTask task = _self with { Index = entry.Index, Parallelism = entry.Parallelism };
        SinkStamp? stamp = task == _self ? _stamp : await ReadStampAsync(task, cancellation).ConfigureAwait(false);
        foreach (BlobReference chunk in entry.Commands.Skip(SinkRules.Applied(stamp, epoch, entry.Commands.Length)))
        {
            try
            {
                await ReadAsync(chunk, cancellation).ConfigureAwait(false);
            }
            catch (DamagedCheckpointException exception)
            {
                throw new TopologyInputException(
                    $"Epoch {epoch.Number} is committed, and its commands for sink {task} cannot be read ({exception.Message}); restore the store from a backup, or begin anew with --fresh.",
                    exception);
            }
        }

        if (SinkRules.Applied(stamp, epoch, entry.Commands.Length) < entry.Commands.Length)
        {
            // Whoever committed the epoch may have died before this was noted.
            await ConfirmAsync(epoch, cancellation).ConfigureAwait(false);
        }

        stamp = await ApplyAsync(task, stamp, epoch, entry.Commands, cancellation).ConfigureAwait(false);
        _stamp = task == _self ? stamp : _stamp;
    }

    /// <returns>The stamp that is there then.</returns>
    private async Task<SinkStamp?> ApplyAsync(
        SinkTask task, SinkStamp? stamp, EpochId epoch, ImmutableArray<BlobReference> chunks, CancellationToken cancellation)
    {
        while (SinkRules.Applied(stamp, epoch, chunks.Length) is var applied && applied < chunks.Length)
        {
            if (!SinkRules.IsOwn(stamp, epoch))
            {
                await ConfirmAsync(epoch, cancellation).ConfigureAwait(false);
            }

            ReadOnlyMemory<byte> commands = await ReadAsync(chunks[applied], cancellation).ConfigureAwait(false);
            SinkStamp next = SinkRules.StampOf(epoch, applied + 1, chunks.Length);
            SinkStamp? expected = stamp;
            try
            {
                await _retry.RunAsync(
                    async () =>
                    {
                        await calls.ApplyAsync(task, expected, next, commands, cancellation).ConfigureAwait(false);
                        return true;
                    },
                    cancellation).ConfigureAwait(false);
                stamp = next;
            }
            catch (SinkReplacedException)
            {
                SinkStamp? found = await ReadStampAsync(task, cancellation).ConfigureAwait(false);
                if (!SinkRules.MayGoOn(expected, found, epoch))
                {
                    throw;
                }

                stamp = found;
            }
        }

        return stamp;
    }

    /// <summary>Makes sure that the epoch is committed still, and that its effects count as released: the stamp that is there was read before.</summary>
    private async Task ConfirmAsync(EpochId epoch, CancellationToken cancellation)
    {
        if (!await _retry.RunAsync(() => new ValueTask<bool>(store.ReleaseAsync(epoch, cancellation)), cancellation).ConfigureAwait(false))
        {
            throw new EpochLostException(epoch, FlipOutcome.Stale);
        }
    }

    private ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation) => caller.ReadStampAsync(task, cancellation);

    /// <exception cref="DamagedCheckpointException">It is missing, or not what was written.</exception>
    private ValueTask<ReadOnlyMemory<byte>> ReadAsync(BlobReference chunk, CancellationToken cancellation)
        => _retry.RunAsync(
            async () =>
            {
                ReadOnlyMemory<byte>? content = await store.ReadAsync(chunk.Name, cancellation).ConfigureAwait(false);
                return chunk.Problem(content) is { } problem ? throw new DamagedCheckpointException(problem) : content!.Value;
            },
            cancellation);
}
