namespace TopoGen.Runtime;

/// <summary>A worker's request to lead.</summary>
/// <param name="Run">The run.</param>
/// <param name="Worker">Its id; it must hold a lease.</param>
/// <param name="Observed">The leader's lease that it saw standing still: taken over only where the store still has just that.</param>
/// <param name="HighestGeneration">The highest generation it has ever seen: the new one lies above it, whatever the store remembers.</param>
/// <param name="Nonce">Random for every attempt: one sent twice is granted once, with the same token.</param>
public readonly record struct LeaderClaim(
    string Run, string Worker, LeaderLease Observed, long HighestGeneration, ulong Nonce);
