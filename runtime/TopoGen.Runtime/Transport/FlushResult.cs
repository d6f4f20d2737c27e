namespace TopoGen.Runtime;

/// <summary>How far a <see cref="SendBuffer"/> came.</summary>
internal enum FlushResult
{
    /// <summary>Everything is with the socket.</summary>
    Sent,

    /// <summary>The socket is full; the rest waits.</summary>
    Full,

    /// <summary>The socket is broken.</summary>
    Broken,
}
