namespace TopoGen.Benchmarks;

/// <param name="Number">From 0; key by key, so that the count of its key follows from it.</param>
/// <param name="Key">Its key.</param>
/// <param name="Emitted">When, by the clock that all processes of a machine share.</param>
[StreamTuple]
public readonly partial record struct Visit(long Number, long Key, long Emitted);
