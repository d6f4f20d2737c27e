namespace TopoGen.Runtime;

/// <summary>What stands before the blobs of a savepoint.</summary>
/// <param name="Info">What it says of itself.</param>
/// <param name="Manifest">Its epoch.</param>
internal sealed record SavepointHeader(SavepointInfo Info, Manifest Manifest)
{
    /// <summary>The blobs in the order in which they follow, each once.</summary>
    public IEnumerable<BlobReference> Blobs => Manifest.Blobs.Distinct();

    /// <summary>How long all blobs are together.</summary>
    public long Bytes => Blobs.Sum(static blob => (long)blob.Length);
}
