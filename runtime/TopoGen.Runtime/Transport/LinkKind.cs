namespace TopoGen.Runtime;

/// <summary>What links between workers of one host go over. Those between hosts go over TCP.</summary>
public enum LinkKind
{
    /// <summary>Shared memory where both sides can, else a Unix socket.</summary>
    Auto,

    /// <summary>A Unix socket alone.</summary>
    Socket,
}
