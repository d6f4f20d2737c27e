using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Applies the committed commands of one sink's task, chunk by chunk. Off the executors, and one call at a time.
/// </summary>
/// <param name="cell">The task.</param>
/// <param name="calls">Its sink.</param>
/// <param name="store">Where the commands are.</param>
internal sealed class SinkApplier(TaskCell cell, SinkCalls calls, ICheckpointStore store)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SinkTask _self = new(cell.Topology, cell.Component, cell.Index, cell.Parallelism);
    private readonly SinkRetry _retry = new(cell);
    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(cell.Host.Stopping);
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _isClosed;
    private SinkStamp? _stamp;

    /// <summary>Whether <see cref="OpenAsync"/> has succeeded.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Before anything is emitted: makes sure of the sink, and applies what the epoch from which the run goes on has left to it.</summary>
    /// <param name="from">That epoch; null where the run begins anew.</param>
    /// <param name="superseded">Gives up: there is another plan.</param>
    /// <exception cref="TopologyInputException">That cannot be.</exception>
    /// <exception cref="SinkReplacedException">In one process: another run applies its commands. A worker waits for another plan then.</exception>
    /// <exception cref="EpochLostException">The epoch is not committed any more.</exception>
    /// <exception cref="OperationCanceledException">The task is closed, or the call was given up.</exception>
    public Task OpenAsync(Manifest? from, CancellationToken superseded)
        => RunAsync(
            async cancellation =>
            {
                _stamp = await ReadStampAsync(_self, cancellation).ConfigureAwait(false);

                // Those of another number of tasks under their own names; each task takes its share.
                foreach (TaskEntry entry in from?.Tasks.Where(t => t.Component == cell.Component && t.Index % cell.Parallelism == cell.Index) ?? [])
                {
                    await FinishAsync(from!.Id, entry, cancellation).ConfigureAwait(false);
                }

                IsOpen = true;
            },
            superseded);

    /// <summary>Applies what the task wrote in an epoch that is committed.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task ApplyAsync(EpochId epoch, ImmutableArray<BlobReference> chunks)
        => RunAsync(
            async cancellation =>
            {
                await using (_retry.Watch(epoch).ConfigureAwait(false))
                {
                    _stamp = await ApplyAsync(_self, _stamp, epoch, chunks, cancellation).ConfigureAwait(false);
                }
            },
            CancellationToken.None);

    /// <summary>The task is closed: what is under way is given up, and the sink is disposed of behind it.</summary>
    public void Close()
    {
        Task running;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            running = _running;
        }

        _ = cell.Host.Threads.Run(async () =>
        {
            cell.Host.Threads.Cancel(_closing);
            await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            try
            {
                await calls.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _retry.Report("Dispose", exception);
            }
        });
    }

    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken superseded)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, superseded);
        Task<bool> running;
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new OperationCanceledException();
            }

            _running = running = WorkAsync(work, either.Token);
        }

        // A sink that does not return is left behind, so that others can go on.
        await Waiting.For(running, either.Token).ConfigureAwait(false);
    }

    private async Task<bool> WorkAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await work(cancellation).ConfigureAwait(false);
                return true;
            }
            catch (SinkReplacedException exception) when (cell.Host.IsDynamic)
            {
                // Most likely the task is another worker's by now, and the plan that says so is on its way.
                _retry.ReportReplaced(exception);
            }

            await Waiting.Delay(Pause, cell.Time, cancellation).ConfigureAwait(false);
        }
    }

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

    private ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation)
        => _retry.RunAsync(() => calls.ReadStampAsync(task, cancellation), cancellation);

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
