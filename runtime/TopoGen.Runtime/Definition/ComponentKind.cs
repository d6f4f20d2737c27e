namespace TopoGen.Runtime;

/// <summary>Whether a component brings tuples in or consumes them.</summary>
public enum ComponentKind
{
    Spout,
    Bolt,
}
