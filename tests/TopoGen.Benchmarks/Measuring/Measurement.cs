namespace TopoGen.Benchmarks;

/// <summary>Something that is run in a process of its own, so that no other code's profile steers how the JIT compiles it.</summary>
/// <param name="Name">As in <c>measure NAME</c>.</param>
/// <param name="Count">Tuples, or other units of work, of a full run.</param>
/// <param name="RunAsync">Does that many and returns the figures by name; times are the smaller the better.</param>
internal sealed record Measurement(string Name, long Count, Func<long, Task<Figures>> RunAsync);
