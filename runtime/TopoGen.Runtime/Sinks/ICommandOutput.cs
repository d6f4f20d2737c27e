namespace TopoGen.Runtime;

/// <summary>What a sink's task writes its commands to. Called by the task's executor only.</summary>
internal interface ICommandOutput : IChannelProducer
{
    OutputPort Port { get; }

    /// <summary>Before the task is opened: the commands to come belong to the epoch after this one.</summary>
    void GoOnFrom(long epoch);

    /// <summary>The barrier has come: what was written until now belongs to the epoch, what follows to the next.</summary>
    IReadOnlyList<CommandChunk> Take(EpochId epoch);
}
