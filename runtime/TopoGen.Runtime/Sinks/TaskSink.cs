using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What makes a task that of a sink: what it writes to, and what applies that.</summary>
/// <param name="caller">What calls its sink.</param>
internal abstract class TaskSink(SinkCaller caller)
{
    /// <summary>What the task writes to.</summary>
    public abstract ICommandOutput Output { get; }

    /// <summary>Whether <see cref="OpenAsync"/> has succeeded.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Commands that were written, and that nobody would apply if the task were closed now. Any thread.</summary>
    public virtual long Pending => 0;

    protected SinkCaller Caller => caller;

    /// <summary>Null where the component is no sink.</summary>
    /// <exception cref="TopologyInputException">The sink cannot use what it was given, or a service is missing.</exception>
    /// <exception cref="TopologyFailedException">Its constructor threw.</exception>
    public static TaskSink? Create(TaskCell cell, IServiceProvider services)
    {
        try
        {
            return cell.Definition.Sink?.CreateSink(cell, services);
        }
        catch (Exception exception)
        {
            throw cell.Failure("sink", exception);
        }
    }

    /// <summary>Before the task is opened: the commands to come follow a committed epoch.</summary>
    public virtual void GoOnFrom(Manifest from)
    {
    }

    /// <summary>Before anything is emitted: makes sure of the sink, and applies what the epoch from which the run goes on has left to it.</summary>
    /// <param name="from">That epoch; null where the run begins anew, or has no epochs.</param>
    /// <param name="acceptLoss">Whether what was applied after that epoch may be taken back, or applied again, and what should have been may be missing.</param>
    /// <param name="superseded">Gives up: there is another plan.</param>
    /// <exception cref="TopologyInputException">That cannot be.</exception>
    /// <exception cref="SinkReplacedException">In one process: another run applies its commands. A worker waits for another plan then.</exception>
    /// <exception cref="EpochLostException">The epoch is not committed any more.</exception>
    /// <exception cref="OperationCanceledException">The task is closed, or the call was given up.</exception>
    public async Task OpenAsync(Manifest? from, bool acceptLoss, CancellationToken superseded)
    {
        await caller.RunAsync(cancellation => OpenCoreAsync(from, acceptLoss, cancellation), superseded).ConfigureAwait(false);
        IsOpen = true;
        Opened();
    }

    /// <summary>The cut of an epoch: takes what was written until then. The task's executor.</summary>
    public abstract SinkCut Take(EpochId epoch);

    /// <summary>Completes when nothing that was written is left to do, but what committed epochs say. The task's executor, once it has ended.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>Whether anything was written in an epoch that is committed: else there is nothing to look for.</summary>
    public virtual bool HasWritten(EpochId epoch) => false;

    /// <summary>Applies what the task wrote in an epoch that is committed.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public virtual Task ApplyAsync(EpochId epoch, ImmutableArray<BlobReference> chunks) => Task.CompletedTask;

    /// <summary>The task is closed: what is under way is given up.</summary>
    public virtual void Close() => caller.Close();

    protected abstract Task OpenCoreAsync(Manifest? from, bool acceptLoss, CancellationToken cancellation);

    protected virtual void Opened()
    {
    }
}
