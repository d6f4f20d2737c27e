namespace TopoGen.Benchmarks;

/// <summary>What tasks count on a <see cref="StormBoard"/>.</summary>
internal enum StormCount
{
    Emitted,
    Acked,
    Failed,
    Arrived,
}
