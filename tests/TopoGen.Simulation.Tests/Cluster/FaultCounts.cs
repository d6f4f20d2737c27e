namespace TopoGen.Simulation.Tests;

/// <summary>How often each fault has happened. Thread-safe.</summary>
internal sealed class FaultCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<Fault>().Length];

    public long this[Fault fault] => Volatile.Read(ref _counts[(int)fault]);

    public void Add(Fault fault) => Interlocked.Increment(ref _counts[(int)fault]);

    public void Add(FaultCounts others)
    {
        for (int fault = 0; fault < _counts.Length; fault++)
        {
            Interlocked.Add(ref _counts[fault], others._counts[fault]);
        }
    }

    public override string ToString()
        => string.Join(", ", Enum.GetValues<Fault>().Where(f => this[f] > 0).Select(f => $"{f} {this[f]}"));
}
