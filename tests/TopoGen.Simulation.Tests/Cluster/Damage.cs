using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>Blobs of committed epochs that were spoilt behind everybody's back. What was in them is kept, for those who look into epochs.</summary>
internal sealed class Damage(SimulatedCluster cluster)
{
    private readonly Dictionary<BlobName, ReadOnlyMemory<byte>> _contents = [];

    /// <summary>What a blob has, or had.</summary>
    public ReadOnlyMemory<byte>? Read(BlobName name)
        => _contents.TryGetValue(name, out ReadOnlyMemory<byte> content) ? content : cluster.Checkpoints.ReadAsync(name, default).Result;

    /// <summary>Takes a blob of the last committed epoch away, cuts it short, or flips a bit of it.</summary>
    /// <param name="random">Says which, and how.</param>
    /// <param name="isNew">Whether only one that was written for this epoch, so that the one before it is whole.</param>
    public void Spoil(SeededRandom random, bool isNew)
    {
        CheckpointHead head = cluster.Checkpoints.ReadHeadAsync(default).Result!;
        Manifest manifest = cluster.Checkpoints.ReadManifestAsync(head.Committed, default).Result!;
        BlobReference[] blobs = [.. manifest.Blobs.Where(b => b.Length > 0 && (!isNew || b.Name.Epoch == manifest.Id) && !_contents.ContainsKey(b.Name))];
        if (blobs.Length == 0)
        {
            return;
        }

        BlobName name = random.Of(blobs).Name;
        _contents.Add(name, Read(name)!.Value);
        Fault fault = random.Of([Fault.MissingBlob, Fault.ShortBlob, Fault.FlippedBit]);
        cluster.Faults.Add(fault);
        cluster.Simulator.Note("store", $"{fault}: {name}");
        cluster.Checkpoints.Spoil(name, content =>
        {
            int at = random.Next(content.Length);
            switch (fault)
            {
                case Fault.MissingBlob:
                    return null;
                case Fault.ShortBlob:
                    return content[..at];
                default:
                    content[at] ^= (byte)(1 << random.Next(8));
                    return content;
            }
        });
    }
}
