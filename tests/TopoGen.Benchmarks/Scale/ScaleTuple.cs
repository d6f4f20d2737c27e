namespace TopoGen.Benchmarks;

/// <summary>8 bytes.</summary>
[StreamTuple]
internal readonly partial record struct ScaleTuple(long Number);
