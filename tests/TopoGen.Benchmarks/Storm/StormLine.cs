namespace TopoGen.Benchmarks;

[StreamTuple]
public readonly partial record struct StormLine(string Text);
