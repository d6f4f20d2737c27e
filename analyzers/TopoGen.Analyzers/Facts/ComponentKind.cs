namespace TopoGen.Analyzers;

/// <summary>What a class is in topologies.</summary>
internal enum ComponentKind
{
    Spout,
    Bolt,
    Sink,

    /// <summary>An abstract base of components; which kind is up to those that derive from it.</summary>
    Library,
}
