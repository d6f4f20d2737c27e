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

    public Task CommitAsync(EpochId epoch, CancellationToken cancellation)
        => host.Graph.ForEachAsync(cell => Commit(cell, epoch));

    public bool Follows(EpochId epoch) => (epoch.Lineage, epoch.Token) == Line;

    /// <summary>A task has come to the cut: copies what it holds, and writes it in the background. Task's executor.</summary>
    public void Captured(TaskCell cell, EpochId epoch)
    {
        try
        {
            TaskContribution contribution = cell.Checkpoint!.Capture(epoch, cell.Ended == ControlSignal.End);
            _ = host.Threads.Run(() => WriteAsync(contribution));
        }
        catch (Exception exception)
        {
            host.Abort(cell.Failure("checkpoint", exception));
        }
    }

    private async Task WriteAsync(TaskContribution contribution)
    {
        try
        {
            if (contribution.Blobs.Length > 0)
            {
                await _retry.RunAsync(
                    async () =>
                    {
                        await store.WriteAsync(contribution.Blobs, host.Stopping).ConfigureAwait(false);
                        return true;
                    },
                    host.Stopping).ConfigureAwait(false);
            }

            contribution.Capture.Dispose();
            Reported?.Invoke(contribution.Epoch, contribution.Entry);
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
