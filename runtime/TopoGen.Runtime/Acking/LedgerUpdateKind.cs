namespace TopoGen.Runtime;

/// <summary>What a <see cref="LedgerUpdate"/> says of a tree, beside the edges that came and went.</summary>
internal enum LedgerUpdateKind : byte
{
    /// <summary>Nothing else.</summary>
    Progress,

    /// <summary>These edges are held, by a bolt that settles them when its input is over at the latest. They stay outstanding.</summary>
    Hold,

    /// <summary>A bolt lets go of an edge that it held; it is outstanding no more.</summary>
    Release,

    /// <summary>A handler threw.</summary>
    HandlerFailed,

    /// <summary>A bolt said that it failed.</summary>
    FailedByHand,
}
