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

    /// <summary>Makes what a task writes to.</summary>
    internal abstract ICommandOutput CreateOutput(TaskCell cell, EpochAgent epochs);

    /// <summary>Builds the class that applies what a task has written.</summary>
    internal abstract SinkCalls CreateCalls(IServiceProvider services);
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

    internal override ICommandOutput CreateOutput(TaskCell cell, EpochAgent epochs) => new CommandOutput<TCommand>(cell, epochs);

    internal override SinkCalls CreateCalls(IServiceProvider services) => new SinkCalls<TCommand>(create(services));
}
