namespace TopoGen.Runtime;

/// <summary>The generated receiving end of one channel, whatever its tuple type.</summary>
internal interface IChannelInput
{
    /// <summary>What the channel's control signals close; set before anything is sent.</summary>
    ChannelSlot Slot { get; set; }

    /// <summary>Whether what it is given may be sent on, so that it must wait where there is no room for that.</summary>
    bool LeadsOn => true;

    /// <summary>Tuples it was given so far. Any thread; may lag.</summary>
    long Executed { get; }
}
