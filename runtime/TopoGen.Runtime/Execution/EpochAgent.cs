using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// The tasks of one process in their epochs: lets them begin, writes what they copied, reports it, and tells them what is committed.
/// </summary>
/// <param name="host">Whose tasks they are.</param>
/// <param name="store">Where the blobs go.</param>
internal sealed partial class EpochAgent(TaskHost host, ICheckpointStore store) : IEpochTasks, IEpochParticipants
{
    private readonly StoreRetry _retry = new(host.Time, host.Logger);
    private readonly Lock _lock = new();
    private (ulong Lineage, FencingToken Token) _line;

    public Action<EpochId, TaskEntry>? Reported { get; set; }

    public ICheckpointStore Store => store;

    /// <summary>The generation whose epochs tasks take part in that are made from now on; those of former ones never do again.</summary>
    public (ulong Lineage, FencingToken Token) Line
    {
        get
        {
            lock (_lock)
            {
                return _line;
            }
        }

        set
        {
            lock (_lock)
            {
                _line = value;
            }
        }
    }

    public Task BeginAsync(EpochId epoch, CancellationToken cancellation)
        => host.Graph.ForEachAsync(cell => cell.Cut!.Begin(epoch));

    /// <summary>Tasks here report by themselves.</summary>
    public Task GatherAsync(EpochId epoch, Task complete, CancellationToken cancellation) => Task.CompletedTask;

    /// <exception cref="EpochLostException">The store has lost the epoch: nothing is told of it.</exception>
    public async Task CommitAsync(EpochId epoch, CancellationToken cancellation)
    {
        // A leader that died right after the commit has not said so, and whoever follows it could go back behind what is told here. Who has no
        // task of that generation tells nothing, and must not keep the others from going back.
        bool isTold = host.IsDynamic && host.Definition.HasEffects && host.Graph.Cells.Any(c => c.Cut!.Follows(epoch));
        if (isTold
            && !await _retry.RunAsync(() => store.ReleaseAsync(epoch, cancellation), cancellation).ConfigureAwait(false))
        {
            throw new EpochLostException(epoch, FlipOutcome.Stale);
        }

        await host.Graph.ForEachAsync(cell => Commit(cell, epoch)).ConfigureAwait(false);
        await ApplyAsync(epoch, cancellation).ConfigureAwait(false);
    }

    public bool Follows(EpochId epoch) => (epoch.Lineage, epoch.Token) == Line;

    /// <summary>A task has come to the cut: copies what it holds, and writes it in the background. Task's executor.</summary>
    public void Captured(TaskCell cell, EpochId epoch)
    {
        try
        {
            TaskContribution contribution = cell.Checkpoint!.Capture(epoch, cell.IsDone);
            SinkCut? commands = cell.Sink?.Take(epoch);
            _ = host.Threads.Run(() => WriteAsync(contribution, commands));
        }
        catch (Exception exception)
        {
            host.Abort(cell.Failure("checkpoint", exception));
        }
    }

    /// <summary>Starts work on no executor's thread; where it fails, the run does.</summary>
    public Task Start(Func<Task> work)
        => host.Threads.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                host.Abort(exception);
                throw;
            }
        });

    /// <summary>Writes blobs, as often as it takes.</summary>
    /// <exception cref="OperationCanceledException">The run was broken off.</exception>
    public Task WriteAsync(IReadOnlyList<Blob> blobs)
        => _retry.RunAsync(
            async () =>
            {
                await store.WriteAsync(blobs, host.Stopping).ConfigureAwait(false);
                return true;
            },
            host.Stopping);

    private async Task WriteAsync(TaskContribution contribution, SinkCut? commands)
    {
        try
        {
            if (contribution.Blobs.Length > 0)
            {
                await WriteAsync(contribution.Blobs).ConfigureAwait(false);
            }

            contribution.Capture.Dispose();
            Reported?.Invoke(
                contribution.Epoch,
                commands is null
                    ? contribution.Entry
                    : contribution.Entry with { Commands = await commands.Commands.ConfigureAwait(false), LastWritten = commands.LastWritten });
        }
        catch (OperationCanceledException)
        {
            // Broken off: the epoch will not be committed.
        }
        catch (Exception exception)
        {
            host.Abort(exception);
        }
    }

    /// <summary>Lets the sinks here apply what they wrote, as the committed manifest names it.</summary>
    private async Task ApplyAsync(EpochId epoch, CancellationToken cancellation)
    {
        TaskCell[] sinks = [.. host.Graph.Cells.Where(c => c.Sink?.HasWritten(epoch) == true && c.Cut!.Follows(epoch))];
        if (sinks.Length == 0)
        {
            return;
        }

        Manifest manifest = await _retry.RunAsync(() => store.ReadManifestAsync(epoch, cancellation), cancellation).ConfigureAwait(false)
            ?? throw new EpochLostException(epoch, FlipOutcome.OutOfOrder);
        await Task.WhenAll(sinks.Select(cell => cell.Sink!.ApplyAsync(
            epoch,
            manifest.Tasks.First(t => t.Component == cell.Component && t.Index == cell.Index).Commands))).ConfigureAwait(false);
    }

    private static void Commit(TaskCell cell, EpochId epoch)
    {
        if (!cell.Cut!.Follows(epoch))
        {
            return;
        }

        cell.Ledger?.Ripen(epoch.Number);
        cell.Committed(epoch.Number);
    }
}
