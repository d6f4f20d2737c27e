namespace TopoGen.Runtime;

/// <summary>What a worker learns with each renewal.</summary>
/// <param name="IsHeld">Whether the lease was still its own and is renewed. If not, it is lost for good.</param>
/// <param name="IsLeader">Whether the leader's lease was its own, under the token it named, and is renewed too.</param>
/// <param name="Leader">The leader's lease.</param>
/// <param name="HolderCounter">The counter of the lease that the leader has as a worker; null where nobody leads.</param>
/// <param name="Register">The store's token: the leader's, and that of the current plan once it has published one.</param>
/// <param name="Plan">The token of the current plan; default before the first.</param>
/// <param name="Phase">How far the run is.</param>
/// <param name="Reason">Why it is over.</param>
public sealed record WorkerView(
    bool IsHeld,
    bool IsLeader,
    LeaderLease Leader,
    long? HolderCounter,
    FencingToken Register,
    FencingToken Plan,
    RunPhase Phase,
    string? Reason);
