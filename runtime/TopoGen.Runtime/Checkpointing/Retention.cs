using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Which epochs of a store stay. Pure.</summary>
/// <param name="Committed">All that are committed: their manifests tell which blobs are needed.</param>
/// <param name="Outdated">Those of them that are to be forgotten.</param>
/// <param name="Ended">Epochs under which nobody will write any more what a manifest could name: here blobs may be that none needs.</param>
internal sealed record Retention(ImmutableArray<EpochId> Committed, ImmutableArray<EpochId> Outdated, ImmutableArray<EpochId> Ended)
{
    /// <summary>So many committed epochs stay, so that there is an older one where the newest cannot be read.</summary>
    public const int Kept = 3;

    /// <param name="token">Of the generation that commits now, and whose attempts are spared.</param>
    /// <param name="head">Read before the records.</param>
    /// <param name="records">All epochs of the store, the oldest first.</param>
    public static Retention Decide(FencingToken token, CheckpointHead? head, ImmutableArray<EpochRecord> records)
    {
        ImmutableArray<EpochId> committed = [.. records.Where(static record => record.IsCommitted).Select(static record => record.Id)];

        // What was given up by going back is no longer committed, so these are the last ones of the chain that ends at the head.
        EpochId[] newest = [.. committed.Where(epoch => epoch.Lineage == head?.Committed.Lineage).TakeLast(Kept)];
        return new Retention(
            committed,
            newest is [.., EpochId last] ? [.. committed.Where(epoch => epoch < last && !newest.Contains(epoch))] : [],
            [.. records.Where(record => record.IsCommitted || HasEnded(record.Id, token, head)).Select(static record => record.Id)]);
    }

    /// <summary>
    /// An attempt has ended where a later generation is at work, or a later epoch of its own was committed. One of a later generation than the
    /// caller's is somebody else's, and so is one of the same generation with another nonce: the caller may have been replaced.
    /// </summary>
    private static bool HasEnded(EpochId attempt, FencingToken token, CheckpointHead? head)
        => attempt.Token == token
            ? head is not null && attempt.Lineage == head.Committed.Lineage && attempt < head.Committed
            : attempt.Token.Generation < token.Generation;
}
