using System.Runtime.InteropServices;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Signatures by random ids of roots, as an acker that knows nothing of spouts keeps them.</summary>
internal struct DictionaryLedger : ITreeLedger
{
    private readonly Dictionary<long, (ulong Signature, long Message)> _trees = [];
    private readonly ToldSpout _spout = new();
    private EdgeIds _ids = new((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64());

    public DictionaryLedger()
    {
    }

    public readonly long Completed => _spout.Acked;

    public (long Root, ulong Edge) Begin(long message)
    {
        long root = (long)_ids.Next();
        ulong edge = _ids.Next();
        _trees.Add(root, (edge, message));
        return (root, edge);
    }

    public readonly void Update(long root, ulong edges)
    {
        ref (ulong Signature, long Message) tree = ref CollectionsMarshal.GetValueRefOrNullRef(_trees, root);
        if ((tree.Signature ^= edges) == 0)
        {
            long message = tree.Message;
            _trees.Remove(root);
            _spout.Ack(message);
        }
    }

    public ulong Draw() => _ids.Next();
}
