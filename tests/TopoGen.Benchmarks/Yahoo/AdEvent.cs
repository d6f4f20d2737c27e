namespace TopoGen.Benchmarks;

/// <summary>What is read of an event.</summary>
/// <param name="Ad">What was shown.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Time">When, in milliseconds of the clock that all processes of a machine share.</param>
[StreamTuple]
public readonly partial record struct AdEvent(Guid Ad, AdEventKind Kind, long Time);
