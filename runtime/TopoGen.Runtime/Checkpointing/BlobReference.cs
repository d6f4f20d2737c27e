namespace TopoGen.Runtime;

/// <summary>A blob as a manifest names it: enough to see whether what is read is what was written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Count">Entries: keys written or removed, fields, or commands.</param>
/// <param name="Checksum"><see cref="StableHash"/> of the bytes.</param>
public readonly record struct BlobReference(BlobName Name, int Length, int Count, ulong Checksum)
{
    public static BlobReference Of(BlobName name, ReadOnlySpan<byte> content, int count)
        => new(name, content.Length, count, StableHash.Of(content));

    /// <returns>Why these bytes are not the blob, or null where they are.</returns>
    public string? Problem(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } bytes)
        {
            return $"{Name} is missing";
        }

        if (bytes.Length != Length)
        {
            return $"{Name} has {bytes.Length:N0} bytes, and {Length:N0} were written";
        }

        return StableHash.Of(bytes.Span) == Checksum ? null : $"{Name} is damaged: its checksum differs";
    }
}
