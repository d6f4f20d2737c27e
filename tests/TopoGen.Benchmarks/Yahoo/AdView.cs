namespace TopoGen.Benchmarks;

/// <summary>What is needed of a view.</summary>
[StreamTuple]
public readonly partial record struct AdView(Guid Ad, long Time);
