using MemoryPack;

namespace TopoGen.Benchmarks;

/// <summary>The fields of <see cref="Reading"/>, for MemoryPack's generator.</summary>
[MemoryPackable]
internal readonly partial record struct PackedReading(int Sensor, long Time, double Value, string Place);
