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
}
