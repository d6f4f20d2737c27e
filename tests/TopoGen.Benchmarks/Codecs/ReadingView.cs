namespace TopoGen.Benchmarks;

/// <summary>The fields of <see cref="Reading"/> as a view: the place is read where its bytes lie.</summary>
[StreamTuple]
public readonly ref partial struct ReadingView(int sensor, long time, double value, ReadOnlySpan<byte> place)
{
    public readonly int Sensor = sensor;
    public readonly long Time = time;
    public readonly double Value = value;
    public readonly ReadOnlySpan<byte> Place = place;
}
