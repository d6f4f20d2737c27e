namespace TopoGen.Benchmarks;

/// <summary>Something that tells when a tree of three tuples, one after the other, is complete.</summary>
internal interface ITreeLedger
{
    /// <summary>Trees that were complete so far.</summary>
    long Completed { get; }

    /// <summary>A message is emitted.</summary>
    /// <returns>Its root and the id of its edge.</returns>
    (long Root, ulong Edge) Begin(long message);

    /// <summary>A tuple was consumed, and another one emitted in its place, or none.</summary>
    void Update(long root, ulong edges);

    ulong Draw();
}
