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
}
