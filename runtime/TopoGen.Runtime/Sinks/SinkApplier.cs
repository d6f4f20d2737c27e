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
    public async Task OpenAsync(Manifest? from, bool acceptLoss, CancellationToken cancellation)
    {
        TaskCell cell = caller.Cell;
        _stamp = await ReadStampAsync(_self, cancellation).ConfigureAwait(false);
        if (from is null)
        {
            return;
        }

        // Those of another number of tasks under their own names; each task takes its share.
        TaskEntry[] entries = [.. from.Tasks.Where(t => t.Component == cell.Component && t.Index % cell.Parallelism == cell.Index)];
        foreach (TaskEntry entry in entries)
        {
            SinkTask task = _self with { Index = entry.Index, Parallelism = entry.Parallelism };
            SinkStamp? stamp = task == _self ? _stamp : await ReadStampAsync(task, cancellation).ConfigureAwait(false);
            stamp = await CheckAsync(task, stamp, from.Id, entry, acceptLoss, cancellation).ConfigureAwait(false);
            stamp = await FinishAsync(task, stamp, from.Id, entry, cancellation).ConfigureAwait(false);
            _stamp = task == _self ? stamp : _stamp;
        }

        if (!Array.Exists(entries, e => e.Parallelism == cell.Parallelism))
        {
            _stamp = await CheckAsync(_self, _stamp, from.Id, entry: null, acceptLoss, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Applies what the task wrote in an epoch that is committed.</summary>
    /// <inheritdoc cref="TaskSink.OpenAsync"/>
    public async Task ApplyAsync(EpochId epoch, ImmutableArray<BlobReference> chunks, CancellationToken cancellation)
        => _stamp = await ApplyAsync(_self, _stamp, epoch, chunks, cancellation).ConfigureAwait(false);

    /// <summary>What an epoch before this run has left; it is looked at as a whole before anything is changed.</summary>
    /// <returns>The stamp that is there then.</returns>
    private async Task<SinkStamp?> FinishAsync(SinkTask task, SinkStamp? stamp, EpochId epoch, TaskEntry entry, CancellationToken cancellation)
    {
        foreach (BlobReference chunk in entry.Commands.Skip(SinkRules.Applied(stamp, epoch, entry.Commands.Length)))
        {
            await ReadAsync(task, epoch, chunk, cancellation).ConfigureAwait(false);
        }

        if (SinkRules.Applied(stamp, epoch, entry.Commands.Length) < entry.Commands.Length)
        {
            // Whoever committed the epoch may have died before this was noted.
            await ConfirmAsync(epoch, cancellation).ConfigureAwait(false);
        }

        return await ApplyAsync(task, stamp, epoch, entry.Commands, cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether the sink's stamp goes with the epoch from which the run goes on: it is refused where something was lost, unless that is accepted.</summary>
    /// <returns>The stamp that is there then.</returns>
    private async Task<SinkStamp?> CheckAsync(
        SinkTask task, SinkStamp? stamp, EpochId from, TaskEntry? entry, bool acceptLoss, CancellationToken cancellation)
    {
        bool isAhead = SinkRules.IsAhead(stamp, from);
        if (!isAhead && !SinkRules.IsBehind(stamp, entry?.LastWritten))
        {
            return stamp;
        }

        // Or the caller was replaced, and the stamp is that of who has gone on: the head is read after it.
        CheckpointHead? head = await _retry.RunAsync(async () => await store.ReadHeadAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        if (head?.Committed != from)
        {
            throw new EpochLostException(from, FlipOutcome.Stale);
        }

        string problem = isAhead
            ? $"Sink {task} has applied epoch {stamp!.Value.Epoch} already, and the topology goes on from epoch {from.Number}: its commands would be applied again"
            : $"Sink {task} has applied the commands of epoch {entry!.LastWritten!.Value.Number}, and in {calls} {Found(stamp, from)}: it is another one than before, or has lost something";
        if (!acceptLoss)
        {
            throw new TopologyInputException($"{problem}; {(isAhead ? "restore the store from a backup" : "let it write to what it wrote to, or restore that from a backup")}, or accept it with --accept-loss.");
        }

        _retry.ReportAccepted(problem);
        if (!isAhead && !entry!.Commands.IsEmpty)
        {
            return stamp;
        }

        int chunks = entry?.Commands.Length ?? 0;
        SinkStamp next = SinkRules.StampOf(from, chunks, chunks);
        return await _retry.RunAsync(
            async () =>
            {
                await calls.RewindAsync(task, stamp, next, cancellation).ConfigureAwait(false);
                return (SinkStamp?)next;
            },
            cancellation).ConfigureAwait(false);
    }

    private static string Found(SinkStamp? stamp, EpochId from)
        => stamp is null ? "no stamp is found"
            : SinkRules.IsOwn(stamp, from) ? $"the stamp of epoch {stamp.Value.Epoch} is found"
            : "the stamp of another run is found";

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

            ReadOnlyMemory<byte> commands = await ReadAsync(task, epoch, chunks[applied], cancellation).ConfigureAwait(false);
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

    /// <exception cref="TopologyInputException">It is missing, or not what was written.</exception>
    /// <exception cref="EpochLostException">It is, because the store has lost the epoch as a whole: whoever begins anew writes it again.</exception>
    private async Task<ReadOnlyMemory<byte>> ReadAsync(SinkTask task, EpochId epoch, BlobReference chunk, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? content = await _retry.RunAsync(
            () => new ValueTask<ReadOnlyMemory<byte>?>(store.ReadAsync(chunk.Name, cancellation)), cancellation).ConfigureAwait(false);
        if (chunk.Problem(content) is not { } problem)
        {
            return content!.Value;
        }

        await ConfirmAsync(epoch, cancellation).ConfigureAwait(false);
        throw new TopologyInputException(
            $"Epoch {epoch.Number} is committed, and its commands for sink {task} cannot be read ({problem}); restore the store from a backup, or begin anew with --fresh.");
    }
}
