namespace TopoGen.Benchmarks;

[StreamTuple]
public readonly partial record struct StormWord(string Text);
