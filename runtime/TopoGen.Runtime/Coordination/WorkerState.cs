namespace TopoGen.Runtime;

/// <summary>What a worker knows of itself and the store. Immutable.</summary>
internal sealed record WorkerState
{
    public WorkerPhase Phase { get; init; }

    /// <summary>Its current id; empty before it has joined.</summary>
    public string Id { get; init; } = "";

    /// <summary>The counter of its lease as of the last renewal that was answered. The next one asks for one more, until it is answered.</summary>
    public long Counter { get; init; }

    /// <summary>When the last renewal that was answered had been sent: from then on the lease time runs.</summary>
    public TimeSpan Renewed { get; init; }

    /// <summary>When it last joined.</summary>
    public TimeSpan Joined { get; init; }

    /// <summary>The token of the plan that its engine was given last; default before the first.</summary>
    public FencingToken Plan { get; init; }

    /// <summary>When that plan was read. What was asked before says nothing about it.</summary>
    public TimeSpan PlanRead { get; init; }

    /// <summary>The highest generation it has ever seen, under all its ids: it never claims one below.</summary>
    public long Highest { get; init; }

    /// <summary>Its watch over the leader's lease.</summary>
    public LeaseWatch? Leader { get; init; }

    /// <summary>
    /// Its watch over the lease that the leader has as a worker. Where it leads itself: over that of its predecessor, as it was last seen.
    /// </summary>
    public LeaseWatch? Holder { get; init; }

    /// <summary>The claim that has not been answered yet. It is sent again, unchanged, as long as it may be granted.</summary>
    public LeaderClaim? Claim { get; init; }

    /// <summary>Its token where it leads, else default.</summary>
    public FencingToken Term { get; init; }

    /// <summary>When it learned that it leads. What was asked before says nothing about it.</summary>
    public TimeSpan TermBegan { get; init; }

    /// <summary>When leader, register or plan were last seen to change.</summary>
    public TimeSpan Changed { get; init; }

    /// <summary>The register as it was last seen.</summary>
    public FencingToken Register { get; init; }

    /// <summary>How the run ended, once it has.</summary>
    public RunEnd? End { get; init; }

    public bool IsLeading => Term != default;
}
