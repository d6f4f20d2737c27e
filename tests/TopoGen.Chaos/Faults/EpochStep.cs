namespace TopoGen.Chaos;

/// <summary>How far the epoch is that was begun last.</summary>
internal enum EpochStep
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It is announced, and nobody has reported.</summary>
    Announced,

    /// <summary>Some have reported, and it is not committed.</summary>
    Reported,

    /// <summary>It is committed, and its effects are not released.</summary>
    Committed,

    /// <summary>They are released, and not all have applied them.</summary>
    Released,

    /// <summary>All have applied them.</summary>
    Applied,
}
