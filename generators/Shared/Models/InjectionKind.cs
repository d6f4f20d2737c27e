namespace TopoGen.Generators;

/// <summary>Where a constructor argument comes from.</summary>
internal enum InjectionKind
{
    /// <summary>A registered service; without one, the task cannot be created.</summary>
    Required,

    /// <summary>A registered service, or the parameter's default.</summary>
    Optional,

    /// <summary>The container itself.</summary>
    Provider,
}
