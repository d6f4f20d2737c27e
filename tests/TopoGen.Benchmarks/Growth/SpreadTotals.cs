namespace TopoGen.Benchmarks;

/// <summary>What goes into <see cref="Spread"/>, and what came out of all of its tasks.</summary>
public sealed class SpreadTotals(long count)
{
    private long _sum;

    public long Count => count;

    public long Sum => Interlocked.Read(ref _sum);

    public void Add(long sum) => Interlocked.Add(ref _sum, sum);
}
