namespace TopoGen.Benchmarks;

/// <summary>The tuple that every codec of the comparison writes and reads back.</summary>
[StreamTuple]
public readonly partial record struct Reading(int Sensor, long Time, double Value, string Place)
{
    /// <summary>With 12 ASCII characters.</summary>
    public static Reading Example { get; } = new(4711, 1_750_000_000_123, 21.375, "Helsinki-042");
}
