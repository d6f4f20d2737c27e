namespace TopoGen.Runtime;

/// <summary>A part of the list of runs that belongs to a ring. Written by the ring's producer, read by its consumer.</summary>
internal sealed class RootRunChunk
{
    public readonly RootRun[] Runs;

    public RootRunChunk(int length)
    {
        Runs = new RootRun[length];
        Array.Fill(Runs, new RootRun { First = RootRun.None });
    }

    public RootRunChunk? Next { get; set; }

    /// <summary>Touched by the producer only.</summary>
    public RootRunChunk? Previous { get; set; }

    /// <summary>The next one of those that wait to be used again.</summary>
    public RootRunChunk? NextFree { get; set; }
}
