namespace TopoGen.Runtime;

/// <summary>What a frame of a link is. The values are part of the protocol.</summary>
internal enum FrameKind : byte
{
    /// <summary>Sender to receiver: this number is that channel. Nothing is sent in it before a <see cref="Grant"/>.</summary>
    Open = 1,

    /// <summary>Sender to receiver: whole tuples.</summary>
    Data = 2,

    /// <summary>Sender to receiver: a <see cref="ControlSignal"/>, in order with the tuples.</summary>
    Control = 3,

    /// <summary>Receiver to sender: the channel is here; go on behind what was received before.</summary>
    Grant = 4,

    /// <summary>Receiver to sender: so much was handled.</summary>
    Ack = 5,

    /// <summary>Receiver to sender: the receiving end is gone, and why.</summary>
    Refuse = 6,

    /// <summary>Sender to receiver: the sending end is gone.</summary>
    Close = 7,

    /// <summary>Both ways: I am here.</summary>
    Heartbeat = 8,

    /// <summary>Both ways: the last frame of a connection, and why.</summary>
    Bye = 9,
}
