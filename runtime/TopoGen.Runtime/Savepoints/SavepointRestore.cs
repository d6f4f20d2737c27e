namespace TopoGen.Runtime;

/// <summary>Puts the epoch of a savepoint into a store, from which the next run goes on.</summary>
internal static class SavepointRestore
{
    /// <summary>How much is written at a time, in bytes and in blobs.</summary>
    private const long MostBytes = 4 << 20;

    private const int MostBlobs = 500;

    /// <summary>Reads all blobs and makes sure that they are what was written, before anything is given up for them.</summary>
    /// <exception cref="SavepointException">One is not.</exception>
    public static async Task VerifyAsync(Stream blobs, SavepointHeader header, CancellationToken cancellation)
    {
        await foreach (Blob _ in SavepointFormat.ReadBlobsAsync(blobs, header, cancellation).ConfigureAwait(false))
        {
        }
    }

    /// <summary>
    /// Takes the place of all that a store holds: what it had is removed, the blobs are written, and what they come of is noted; the head comes
    /// last. Broken off in between, nothing is committed there.
    /// </summary>
    /// <param name="store">Nobody works with it.</param>
    /// <param name="token">Has to be the register's.</param>
    /// <param name="header">What was read of the savepoint.</param>
    /// <param name="blobs">What follows that.</param>
    /// <param name="note">Notes what run the epoch came of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where somebody else has taken the register meanwhile.</returns>
    /// <exception cref="SavepointException">A blob is not what was written.</exception>
    /// <remarks>
    /// Lineage and id stay what they were, so stamps of sinks hold. The epoch is the first that this store has of its lineage, so it follows none here; what is
    /// committed later carries a higher token, because the register rises above that of the epoch.
    /// </remarks>
    public static async Task<bool> PutAsync(
        ICheckpointStore store, FencingToken token, SavepointHeader header, Stream blobs, Func<Task> note, CancellationToken cancellation)
    {
        if (!await store.ClearAsync(token, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        var together = new List<Blob>();
        long bytes = 0;
        await foreach (Blob blob in SavepointFormat.ReadBlobsAsync(blobs, header, cancellation).ConfigureAwait(false))
        {
            together.Add(blob);
            bytes += blob.Content.Length;
            if (bytes >= MostBytes || together.Count == MostBlobs)
            {
                await store.WriteAsync(together, cancellation).ConfigureAwait(false);
                together.Clear();
                bytes = 0;
            }
        }

        await store.WriteAsync(together, cancellation).ConfigureAwait(false);
        await note().ConfigureAwait(false);
        return await store.FlipAsync(token, header.Manifest with { Previous = null }, cancellation).ConfigureAwait(false) == FlipOutcome.Committed;
    }
}
