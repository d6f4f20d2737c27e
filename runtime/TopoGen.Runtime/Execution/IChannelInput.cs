namespace TopoGen.Runtime;

/// <summary>The generated receiving end of one channel, whatever its tuple type.</summary>
internal interface IChannelInput
{
    /// <summary>What the channel's control signals close; set before anything is sent.</summary>
    ChannelSlot Slot { get; set; }

    /// <summary>Tuples it was given so far. Any thread; may lag.</summary>
    long Executed { get; }
}
