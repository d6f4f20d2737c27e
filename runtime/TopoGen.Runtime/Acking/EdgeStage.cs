namespace TopoGen.Runtime;

/// <summary>What becomes of the edge that brought a tuple: see <see cref="Tracker.Settle"/>.</summary>
internal enum EdgeStage : byte
{
    /// <summary>It ends with the handler's call.</summary>
    Ends,

    /// <summary>It may be passed on; nothing was emitted so far.</summary>
    Free,

    /// <summary>One tuple was emitted and waits: it may get the edge.</summary>
    Staged,

    /// <summary>There is none: a message is being emitted, of which nothing has left so far. The next edge is the <see cref="EdgeIds.First"/>.</summary>
    Rooted,
}
