namespace TopoGen.Runtime;

/// <summary>Where the commands of a sink go, as it was compiled.</summary>
public abstract class SinkDefinition
{
    private protected SinkDefinition()
    {
    }

    /// <summary>The class that applies them.</summary>
    public abstract Type Type { get; }

    /// <summary>The tuple type of its commands.</summary>
    public abstract Type CommandType { get; }

    /// <summary>How commands are written in checkpoints.</summary>
    internal abstract string Layout { get; }

    /// <summary>Whether its commands are applied as they come, and not with the epoch in which they were written. Without epochs all are.</summary>
    public bool IsImmediate { get; init; }

    /// <summary>Makes a task's sink.</summary>
    internal abstract TaskSink CreateSink(TaskCell cell, IServiceProvider services);
}

/// <inheritdoc/>
/// <typeparam name="TSink">The class that applies the commands.</typeparam>
/// <typeparam name="TCommand">The tuple type of the commands.</typeparam>
/// <param name="create">Builds it from the container; called once per task.</param>
public sealed class SinkDefinition<TSink, TCommand>(Func<IServiceProvider, TSink> create) : SinkDefinition
    where TSink : class, ISink<TCommand>
    where TCommand : IStreamTuple<TCommand>, IStateRecord<TCommand>
{
    public override Type Type => typeof(TSink);

    public override Type CommandType => typeof(TCommand);

    internal override string Layout => CommandFormat.LayoutOf<TCommand>();

    internal override TaskSink CreateSink(TaskCell cell, IServiceProvider services)
    {
        var calls = new SinkCalls<TCommand>(create(services));
        var caller = new SinkCaller(cell, calls);
        return cell.Host.Epochs is { } epochs && !IsImmediate
            ? new EpochSink<TCommand>(caller, calls, epochs)
            : new ImmediateSink<TCommand>(caller, calls);
    }
}
