namespace TopoGen.Runtime;

/// <summary>What linking a plan changes.</summary>
/// <param name="channels">All channels of the plan with an end here.</param>
internal sealed class Wiring(Dictionary<ChannelId, TaskChannel> channels)
{
    public Dictionary<ChannelId, TaskChannel> Channels => channels;

    /// <summary>Tasks whose outputs lead elsewhere than before.</summary>
    public Dictionary<TaskCell, TaskLinks> Links { get; } = [];

    /// <summary>Tasks whose inputs come from elsewhere than before.</summary>
    public Dictionary<TaskCell, TaskInputs> Inputs { get; } = [];
}
