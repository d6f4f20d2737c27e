namespace TopoGen.Benchmarks;

/// <summary>What is kept for each key: with the key 100 bytes.</summary>
[State]
public partial struct VisitState
{
    public long Count { get; set; }

    public long A { get; set; }

    public long B { get; set; }

    public long C { get; set; }

    public long D { get; set; }

    public long E { get; set; }

    public long F { get; set; }

    public long G { get; set; }

    public long H { get; set; }

    public long I { get; set; }

    public long J { get; set; }

    public int K { get; set; }

    public void Visit(long number)
    {
        Count++;
        (A, B, C, D, E, F) = (number, number, number, number, number, number);
        (G, H, I, J, K) = (number, number, number, number, (int)number);
    }
}
