namespace TopoGen.Runtime;

/// <summary>The checkpoint store cannot be reached or did not answer in time. What was asked may have been carried out, or be carried out later.</summary>
public sealed class CheckpointStoreException : Exception
{
    public CheckpointStoreException(string message)
        : base(message)
    {
    }

    public CheckpointStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The epoch whose manifest is damaged, so that asking again is of no use; null where the store is at fault.</summary>
    public EpochId? Damaged { get; init; }
}
