using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Savepoints;

/// <summary>An epoch with anything in it, in a store, and as a savepoint.</summary>
internal sealed class SampleSavepoint
{
    private SampleSavepoint(SavepointHeader header, Blob[] blobs)
    {
        Header = header;
        Blobs = blobs;
    }

    public SavepointHeader Header { get; }

    /// <summary>All that the manifest names.</summary>
    public Blob[] Blobs { get; }

    public static SampleSavepoint Random(int seed)
    {
        var random = new Random(seed);
        EpochId id = Checkpoints.Epoch(new FencingToken(random.Next(2, 1000), (ulong)random.NextInt64()), random.Next(5, 1000));
        EpochId older = Checkpoints.Epoch(new FencingToken(1, 7), random.Next(1, 5));
        var blobs = new List<Blob>();
        BlobReference Add(BlobName name)
        {
            blobs.Add(Checkpoints.Fill(name, random.Next(3) == 0 ? 0 : random.Next(1, 3000)));
            return Checkpoints.Reference(blobs[^1]);
        }

        var manifest = Checkpoints.Manifest(id, older);
        manifest = manifest with
        {
            Tasks =
            [
                manifest.Tasks[0] with
                {
                    Fields = random.Next(2) == 0 ? null : Add(new BlobName(older, "Tally", BlobKind.Task, 0)),
                    Groups =
                    [
                        .. Enumerable.Range(0, random.Next(6)).Select(group => new GroupEntry(
                            group, [Add(Checkpoints.Group(older, group)), .. random.Next(2) == 0 ? Array.Empty<BlobReference>() : [Add(Checkpoints.Group(id, group))]])),
                    ],
                    Commands = [.. Enumerable.Range(0, random.Next(3)).Select(part => Add(new BlobName(id, "Tally", BlobKind.Commands, 0, part)))],
                },
            ],
        };
        var info = new SavepointInfo
        {
            Topology = "words",
            Epoch = id.ToString(),
            Taken = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Run = new RunRecord { Id = "r", Owner = "'run' on here, process 7", Schema = 5 },
        };
        return new SampleSavepoint(new SavepointHeader(info, manifest), [.. blobs]);
    }

    /// <summary>As bytes.</summary>
    public byte[] Encode() => [.. SavepointFormat.EncodeHeader(Header), .. Blobs.OrderBy(Order).SelectMany(static blob => blob.Content.ToArray())];

    /// <summary>Puts the epoch into an empty store, as a run would.</summary>
    public async Task CommitAsync(InMemoryCheckpointStore store)
    {
        FencingToken token = await store.AcquireAsync(0, 1, default);
        await store.WriteAsync(Blobs, default);
        Assert.Equal(FlipOutcome.Committed, await store.FlipAsync(token, Header.Manifest with { Previous = null }, default));
    }

    private int Order(Blob blob) => Array.FindIndex([.. Header.Blobs], reference => reference.Name == blob.Name);
}
