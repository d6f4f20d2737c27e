namespace TopoGen.Runtime;

/// <summary>What makes a task that of a sink: what it writes to, and what applies that once it is committed.</summary>
internal sealed class TaskSink
{
    private EpochId? _last;

    private TaskSink(TaskCell cell, SinkDefinition definition, IServiceProvider services, EpochAgent epochs)
    {
        Output = definition.CreateOutput(cell, epochs);
        Applier = new SinkApplier(cell, definition.CreateCalls(services), epochs.Store);
    }

    public ICommandOutput Output { get; }

    public SinkApplier Applier { get; }

    /// <summary>Null where the component is no sink.</summary>
    /// <exception cref="TopologyInputException">The sink cannot use what it was given, or a service is missing.</exception>
    /// <exception cref="TopologyFailedException">Its constructor threw.</exception>
    public static TaskSink? Create(TaskCell cell, IServiceProvider services, EpochAgent epochs)
    {
        try
        {
            return cell.Definition.Sink is { } sink ? new TaskSink(cell, sink, services, epochs) : null;
        }
        catch (Exception exception)
        {
            throw cell.Failure("sink", exception);
        }
    }

    /// <summary>The cut of an epoch: takes what was written until then. The task's executor.</summary>
    public IReadOnlyList<CommandChunk> Take(EpochId epoch)
    {
        IReadOnlyList<CommandChunk> chunks = Output.Take(epoch);
        if (chunks.Count > 0)
        {
            _last = epoch;
        }

        return chunks;
    }

    /// <summary>Whether anything was written in an epoch that is committed: else there is nothing to look for.</summary>
    public bool HasWritten(EpochId epoch) => _last == epoch;
}
