using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The plainest there can be: a ring of signatures by the message's sequence. One slow tree would stall it, and nothing knows old updates from new ones.</summary>
internal struct RingLedger : ITreeLedger
{
    private const int Capacity = 16 * 1024;

    private readonly ulong[] _signatures = new ulong[Capacity];
    private EdgeIds _ids = new((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64());

    public RingLedger()
    {
    }

    public long Completed { get; private set; }

    public (long Root, ulong Edge) Begin(long message)
    {
        ulong edge = _ids.Next();
        _signatures[message & (Capacity - 1)] = edge;
        return (message, edge);
    }

    public void Update(long root, ulong edges)
    {
        if ((_signatures[root & (Capacity - 1)] ^= edges) == 0)
        {
            Completed++;
        }
    }

    public ulong Draw() => _ids.Next();
}
