namespace TopoGen.Runtime;

/// <summary>What a blob of a checkpoint holds.</summary>
public enum BlobKind
{
    /// <summary>The state of one task: its fields.</summary>
    Task,

    /// <summary>Keys and values of one key group, all of them or those that changed.</summary>
    KeyGroup,

    /// <summary>A part of the commands of a sink's task.</summary>
    Commands,
}
