namespace TopoGen.Runtime;

/// <summary>A blob to be written. The bytes must not change until the call that writes them has completed.</summary>
public readonly record struct Blob(BlobName Name, ReadOnlyMemory<byte> Content);
