namespace TopoGen.Benchmarks;

/// <summary>A visit, and the how manieth of its key it was.</summary>
[StreamTuple]
public readonly partial record struct Counted(long Number, long Emitted, long Count);
