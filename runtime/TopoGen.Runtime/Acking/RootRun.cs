namespace TopoGen.Runtime;

/// <summary>
/// The trees of tuples that follow one another in a ring. A run has no end of its own: it ends where the next one begins. So a message after the other
/// that goes on with its first edge costs nothing beside its tuple.
/// </summary>
internal struct RootRun
{
    /// <summary>As <see cref="First"/> where there is no run.</summary>
    public const long None = -1;

    /// <summary>The sequence of its first tuple.</summary>
    public long First;

    /// <summary>Whose trees they are.</summary>
    public LedgerId Ledger;

    /// <summary>The first one's place, with what its sender keeps in the bits that a place leaves free.</summary>
    public ulong Place;

    /// <summary>The id of each one's edge: <see cref="EdgeIds.First"/> where there may be several; 0 where they belong to no tree.</summary>
    public ulong Edge;

    /// <summary>How much further the place of each tuple is.</summary>
    public readonly ulong Step => StepOf(Edge);

    /// <inheritdoc cref="Step"/>
    public static ulong StepOf(ulong edge) => edge == EdgeIds.First ? LedgerPlace.Next : 0;
}
