namespace TopoGen.Generators;

/// <summary>How a member gets its value back.</summary>
internal enum StateFieldKind
{
    /// <summary>By the primary constructor.</summary>
    Parameter,

    /// <summary>Only in the initializer, which must set it.</summary>
    Required,

    /// <summary>Only in the initializer, which need not.</summary>
    Initialized,

    /// <summary>At any time.</summary>
    Assigned,
}
