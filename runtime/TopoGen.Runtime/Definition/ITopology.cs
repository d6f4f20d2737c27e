namespace TopoGen.Runtime;

/// <summary>Implemented by the generated part of every <see cref="TopologyAttribute"/> class.</summary>
public interface ITopology<TSelf>
    where TSelf : ITopology<TSelf>
{
    /// <summary>The same immutable description at every call.</summary>
    static abstract TopologyDefinition Definition { get; }
}
