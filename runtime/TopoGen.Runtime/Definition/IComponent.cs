namespace TopoGen.Runtime;

/// <summary>Implemented by the generated part of every spout and bolt.</summary>
public interface IComponent<TSelf>
    where TSelf : class, IComponent<TSelf>
{
    /// <summary>The same immutable description at every call.</summary>
    static abstract ComponentDefinition Definition { get; }
}
