namespace TopoGen.Runtime;

/// <summary>What a sink's task writes its commands to. Called by the task's executor only.</summary>
internal interface ICommandOutput : IChannelProducer
{
    /// <summary>Where the component's output leads.</summary>
    OutputPort Port { get; }
}
