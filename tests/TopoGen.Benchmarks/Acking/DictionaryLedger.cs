using System.Runtime.InteropServices;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Signatures by random ids of roots, as an acker that knows nothing of spouts keeps them.</summary>
internal struct DictionaryLedger : ITreeLedger
{
    private readonly Dictionary<long, (ulong Signature, long Message)> _trees = [];
    private EdgeIds _ids = new((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64());

    public DictionaryLedger()
    {
    }

    public long Completed { get; private set; }

    public (long Root, ulong Edge) Begin(long message)
    {
        long root = (long)_ids.Next();
        ulong edge = _ids.Next();
        _trees.Add(root, (edge, message));
        return (root, edge);
    }

    public void Update(long root, ulong edges)
    {
        ref (ulong Signature, long Message) tree = ref CollectionsMarshal.GetValueRefOrNullRef(_trees, root);
        if ((tree.Signature ^= edges) == 0)
        {
            _trees.Remove(root);
            Completed++;
        }
    }

    public ulong Draw() => _ids.Next();
}
