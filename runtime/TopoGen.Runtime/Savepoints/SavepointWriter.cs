namespace TopoGen.Runtime;

/// <summary>Copies the last committed epoch of a store, which may be at work meanwhile.</summary>
internal static class SavepointWriter
{
    /// <summary>Blobs that are read at a time.</summary>
    private const int AtOnce = 16;

    /// <summary>Reads the last committed epoch.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="DamagedCheckpointException">Its manifest cannot be read, and it is still the last one.</exception>
    public static async Task<Manifest?> ReadLastAsync(ICheckpointStore store, CancellationToken cancellation)
    {
        while (await store.ReadHeadAsync(cancellation).ConfigureAwait(false) is { } head)
        {
            try
            {
                return (await RestorePoint.OpenAsync(store, head.Committed, cancellation).ConfigureAwait(false)).Manifest;
            }
            catch (DamagedCheckpointException)
            {
                if (await IsLastAsync(store, head.Committed, cancellation).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }

        return null;
    }

    /// <summary>Writes a savepoint. Nothing of its epoch is pinned, so that a blob may go while it is copied.</summary>
    /// <returns>Whether it is whole; false where later epochs were committed meanwhile and blobs of this one are gone.</returns>
    /// <exception cref="DamagedCheckpointException">A blob is missing or damaged, and the epoch is still the last one.</exception>
    public static async Task<bool> TryWriteAsync(ICheckpointStore store, SavepointHeader header, Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(SavepointFormat.EncodeHeader(header), cancellation).ConfigureAwait(false);
        foreach (BlobReference[] some in header.Blobs.Chunk(AtOnce))
        {
            ReadOnlyMemory<byte>?[] contents = await Task.WhenAll(some.Select(blob => store.ReadAsync(blob.Name, cancellation))).ConfigureAwait(false);
            for (int blob = 0; blob < some.Length; blob++)
            {
                if (some[blob].Problem(contents[blob]) is { } problem)
                {
                    return await IsLastAsync(store, header.Manifest.Id, cancellation).ConfigureAwait(false) ? throw new DamagedCheckpointException(problem) : false;
                }

                await output.WriteAsync(contents[blob]!.Value, cancellation).ConfigureAwait(false);
            }
        }

        return true;
    }

    private static async Task<bool> IsLastAsync(ICheckpointStore store, EpochId epoch, CancellationToken cancellation)
        => (await store.ReadHeadAsync(cancellation).ConfigureAwait(false))?.Committed == epoch;
}
