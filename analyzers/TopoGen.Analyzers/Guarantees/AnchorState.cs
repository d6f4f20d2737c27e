namespace TopoGen.Analyzers;

/// <summary>What became of an anchor on one way through a handler.</summary>
internal enum AnchorState
{
    /// <summary>Nothing yet: a tuple that is forgotten here fails when its time is over.</summary>
    Open,

    /// <summary>It was acked or failed.</summary>
    Settled,

    /// <summary>It was stored or passed on; somebody else settles it.</summary>
    Handed,
}
