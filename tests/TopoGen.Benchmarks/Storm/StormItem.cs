namespace TopoGen.Benchmarks;

/// <summary>16 bytes.</summary>
/// <param name="Number">From 0, by task of the spout.</param>
/// <param name="Intended">When it was to be emitted, by <see cref="System.Diagnostics.Stopwatch"/>; 0 where it goes as fast as it can.</param>
[StreamTuple]
public readonly partial record struct StormItem(long Number, long Intended);
