namespace TopoGen.Runtime;

/// <summary>What the stamp of a task says about an epoch that is committed. Pure.</summary>
/// <remarks>
/// A sink applies the epochs of a lineage in order, so a stamp of a later one says that all before it is applied. Whether a stamp of another lineage
/// is older or newer cannot be seen. Its owner is overcome by comparison alone, and only by whom the checkpoint store has confirmed, after the stamp was
/// read, that the epoch is still committed: then whoever comes later has not written a stamp yet, or the comparison fails.
/// </remarks>
internal static class SinkRules
{
    public static SinkStamp StampOf(EpochId epoch, int chunk, int chunks)
        => new(epoch.Lineage, epoch.Token.Generation, epoch.Token.Nonce, epoch.Number, chunk, chunks);

    /// <summary>Whether the stamp was left by the run that the epoch belongs to.</summary>
    public static bool IsOwn(SinkStamp? stamp, EpochId epoch) => stamp?.Lineage == epoch.Lineage;

    /// <summary>How many chunks of the epoch are applied.</summary>
    public static int Applied(SinkStamp? stamp, EpochId epoch, int chunks)
    {
        if (stamp is not { } found || !IsOwn(stamp, epoch))
        {
            return 0;
        }

        EpochId last = EpochOf(found);
        return last == epoch ? found.Chunk : last > epoch ? chunks : 0;
    }

    /// <summary>Whether who was refused may go on from the stamp that is there.</summary>
    /// <param name="expected">What it expected.</param>
    /// <param name="found">What is there.</param>
    /// <param name="epoch">What it applies.</param>
    public static bool MayGoOn(SinkStamp? expected, SinkStamp? found, EpochId epoch)
        => found != expected
            && (IsOwn(expected, epoch) ? IsOwn(found, epoch) && EpochOf(found!.Value) >= EpochOf(expected!.Value) : true);

    /// <summary>Whether something is applied that was written after the epoch from which the run goes on.</summary>
    public static bool IsAhead(SinkStamp? stamp, EpochId from) => IsOwn(stamp, from) && EpochOf(stamp!.Value) > from;

    /// <summary>Whether commands are missing that were applied before the epoch was begun from which the run goes on.</summary>
    /// <param name="stamp">The stamp that is there.</param>
    /// <param name="last">See <see cref="TaskEntry.LastWritten"/>.</param>
    public static bool IsBehind(SinkStamp? stamp, EpochId? last)
        => last is { } epoch && !(IsOwn(stamp, epoch) && (EpochOf(stamp!.Value) > epoch || (EpochOf(stamp.Value) == epoch && stamp.Value.IsLast)));

    public static EpochId EpochOf(SinkStamp stamp) => new(stamp.Lineage, new FencingToken(stamp.Generation, stamp.Nonce), stamp.Epoch);
}
