namespace TopoGen.Runtime;

/// <summary>How an attempt to connect ended. The values are part of the protocol.</summary>
internal enum HandshakeCode : byte
{
    /// <summary>Frames follow.</summary>
    Ready = 0,

    /// <summary>The dialler is in no plan that the acceptor knows, but may be in the next.</summary>
    NotYet = 1,

    /// <summary>One of the two is not whom the other believes; a plan will say so.</summary>
    Stranger = 2,

    /// <summary>Another build, protocol or secret: it will not pass by itself.</summary>
    Refused = 3,

    /// <summary>Nobody answered, or not in time. Never sent.</summary>
    Unreachable = 255,
}
