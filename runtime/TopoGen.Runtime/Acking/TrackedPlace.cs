namespace TopoGen.Runtime;

/// <summary>A place in a ledger, with what a tuple of its tree carries along in the bits that a place leaves free.</summary>
internal readonly record struct TrackedPlace(ulong Value)
{
    /// <summary>Marks one that names a further tree of the tuple that follows. What is left of the free bits is the <see cref="Period"/>.</summary>
    private const ulong Further = 1UL << 63;

    private const ulong PlaceBits = (1UL << LedgerPlace.FreeShift) - 1;

    /// <param name="place">The place.</param>
    /// <param name="period">When the tuple was sent.</param>
    public TrackedPlace(LedgerPlace place, int period)
        : this(place.Value | ((ulong)(uint)period << LedgerPlace.FreeShift))
    {
    }

    public LedgerPlace Place => new(Value & PlaceBits);

    /// <summary>What the <see cref="PeriodClock"/> said when it was sent; 0 where that is not known.</summary>
    public int Period => (int)(Value >> LedgerPlace.FreeShift) & PeriodClock.Last;

    /// <summary>Whether this only names a tree of the tuple that follows.</summary>
    public bool IsFurther => (Value & Further) != 0;

    /// <inheritdoc cref="IsFurther"/>
    public static TrackedPlace FurtherOne(LedgerPlace place) => new(place.Value | Further);
}
