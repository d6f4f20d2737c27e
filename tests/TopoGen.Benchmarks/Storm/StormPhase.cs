namespace TopoGen.Benchmarks;

/// <summary>What was seen between two moments of a schedule.</summary>
/// <param name="Schedule">Which.</param>
/// <param name="Count">Tuples, as they were counted.</param>
/// <param name="Seconds">Between the moments.</param>
/// <param name="ProcessorSeconds">That all processes of the run used meanwhile.</param>
internal sealed record StormPhase(StormSchedule Schedule, long Count, double Seconds, double ProcessorSeconds)
{
    /// <summary>A second.</summary>
    public double Rate => Count / Seconds;

    /// <summary>Of a million tuples, in seconds.</summary>
    public double ProcessorOfMillion => ProcessorSeconds * 1e6 / Math.Max(1, Count);
}
