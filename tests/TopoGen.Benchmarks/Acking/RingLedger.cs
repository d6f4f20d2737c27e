using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>
/// The plainest there can be: a ring of signatures by the message's sequence, and the spout is told at once. One slow tree would stall it, nothing
/// knows old updates from new ones, and nothing times out.
/// </summary>
internal struct RingLedger : ITreeLedger
{
    private const int Capacity = 16 * 1024;

    private readonly ulong[] _signatures = new ulong[Capacity];
    private readonly long[] _messages = new long[Capacity];
    private readonly ToldSpout _spout = new();
    private EdgeIds _ids = new((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64());

    public RingLedger()
    {
    }

    public readonly long Completed => _spout.Acked;

    public (long Root, ulong Edge) Begin(long message)
    {
        ulong edge = _ids.Next();
        _signatures[message & (Capacity - 1)] = edge;
        _messages[message & (Capacity - 1)] = message;
        return (message, edge);
    }

    public readonly void Update(long root, ulong edges)
    {
        if ((_signatures[root & (Capacity - 1)] ^= edges) == 0)
        {
            _spout.Ack(_messages[root & (Capacity - 1)]);
        }
    }

    public ulong Draw() => _ids.Next();
}
