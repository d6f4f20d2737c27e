namespace TopoGen.Runtime;

/// <summary>
/// How the head of a store may move, as pure functions: each says what is answered and what the head is then. Redis has the same rules in
/// its scripts, because there they must run next to the data.
/// </summary>
internal static class HeadRules
{
    /// <summary>Whether a token is the register's. Where nobody has taken the register yet, none is.</summary>
    public static bool IsValid(FencingToken register, FencingToken token) => register != default && register == token;

    /// <param name="register">The register's token.</param>
    /// <param name="highest">The highest generation that the caller has seen.</param>
    /// <param name="nonce">The caller's; the same one again gives the same token.</param>
    public static FencingToken Acquire(FencingToken register, long highest, ulong nonce)
        => register != default && register.Nonce == nonce ? register : new FencingToken(Math.Max(highest, register.Generation) + 1, nonce);

    /// <param name="register">The register's token.</param>
    /// <param name="head">Where the topology stands.</param>
    /// <param name="isCommitted">Whether the epoch is committed already.</param>
    /// <param name="token">The caller's.</param>
    /// <param name="id">The epoch that is to be committed.</param>
    /// <param name="previous">The one it follows; null where it is the first of its lineage.</param>
    public static (FlipOutcome Outcome, CheckpointHead? Head) Flip(
        FencingToken register, CheckpointHead? head, bool isCommitted, FencingToken token, EpochId id, EpochId? previous)
    {
        if (isCommitted)
        {
            return (FlipOutcome.Committed, head);
        }

        if (!IsValid(register, token))
        {
            return (FlipOutcome.Stale, head);
        }

        bool continues = head is not null && head.Committed.Lineage == id.Lineage;
        if (continues ? head!.Committed != previous : previous is not null)
        {
            return (FlipOutcome.OutOfOrder, head);
        }

        return (FlipOutcome.Committed, new CheckpointHead(id, continues ? head!.Applied : null));
    }

    /// <param name="head">Where the topology stands.</param>
    /// <param name="isCommitted">Whether the epoch is committed, and not given up since.</param>
    /// <param name="epoch">The epoch whose effects are to be released.</param>
    public static (bool IsGranted, CheckpointHead? Head) Release(CheckpointHead? head, bool isCommitted, EpochId epoch)
    {
        if (head is null || !isCommitted || head.Committed.Lineage != epoch.Lineage || epoch > head.Committed)
        {
            return (false, head);
        }

        return (true, head.Applied is { } applied && applied >= epoch ? head : head with { Applied = epoch });
    }

    /// <param name="register">The register's token.</param>
    /// <param name="head">Where the topology stands.</param>
    /// <param name="isKept">Whether the older epoch is committed and still kept.</param>
    /// <param name="token">The caller's.</param>
    /// <param name="from">Where the caller believes the head to be.</param>
    /// <param name="to">Where it is to go.</param>
    /// <param name="acceptLoss">Whether effects that were released may be undone.</param>
    public static (bool IsThere, CheckpointHead? Head) Rewind(
        FencingToken register, CheckpointHead? head, bool isKept, FencingToken token, EpochId from, EpochId to, bool acceptLoss)
    {
        if (head is null || !IsValid(register, token))
        {
            return (false, head);
        }

        if (head.Committed == to)
        {
            return (true, head);
        }

        bool isBelowEffects = head.Applied is { } applied && to < applied;
        if (head.Committed != from || !isKept || to.Lineage != from.Lineage || to >= from || (isBelowEffects && !acceptLoss))
        {
            return (false, head);
        }

        return (true, new CheckpointHead(to, isBelowEffects ? to : head.Applied));
    }

    /// <summary>Whether a committed epoch is given up where the head goes back to an older one.</summary>
    public static bool IsGivenUp(EpochId epoch, EpochId to) => epoch.Lineage == to.Lineage && epoch > to;
}
