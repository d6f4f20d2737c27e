using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Tests;

/// <summary>Epochs, blobs and manifests for tests.</summary>
internal static class Checkpoints
{
    public const ulong Lineage = 0xFEDC_BA98_7654_3210;

    public static EpochId Epoch(FencingToken token, long number, ulong lineage = Lineage) => new(lineage, token, number);

    public static BlobName Group(EpochId epoch, int group, string component = "Tally") => new(epoch, component, BlobKind.KeyGroup, group);

    /// <summary>A blob whose content follows from its name and its length.</summary>
    public static Blob Fill(BlobName name, int length = 100)
    {
        byte[] content = new byte[length];
        new Random(unchecked((int)StableHash.Of(name.ToString()))).NextBytes(content);
        return new Blob(name, content);
    }

    public static BlobReference Reference(Blob blob) => BlobReference.Of(blob.Name, blob.Content.Span, count: 1);

    /// <summary>A small manifest: one task of one component that has one key group for each blob.</summary>
    public static Manifest Manifest(EpochId id, EpochId? previous, params Blob[] groups) => new()
    {
        Id = id,
        Previous = previous,
        KeyGroups = 256,
        Tasks =
        [
            new TaskEntry
            {
                Component = "Tally",
                Index = 0,
                Parallelism = 1,
                Groups = [.. groups.OrderBy(static blob => blob.Name.Index).Select(static blob => new GroupEntry(blob.Name.Index, [Reference(blob)]))],
            },
        ],
        Layouts = [new StateLayout("Tally", "total", "long")],
    };

    /// <summary>Whether two manifests are equal in all they hold.</summary>
    public static bool AreEqual(Manifest? left, Manifest? right)
        => left is not null && right is not null && ManifestFormat.Encode(left).AsSpan().SequenceEqual(ManifestFormat.Encode(right));

    /// <summary>A sound manifest with anything in it.</summary>
    public static Manifest Random(Random random)
    {
        EpochId[] epochs = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomEpoch(random))];
        EpochId id = RandomEpoch(random);
        int keyGroups = 1 << random.Next(0, 9);
        string[] components = [.. Enumerable.Range(0, random.Next(0, 4)).Select(index => $"C{index}{(random.Next(3) == 0 ? "ä/ß" : "")}")];
        Array.Sort(components, StringComparer.Ordinal);
        return new Manifest
        {
            Id = id,
            Previous = random.Next(2) == 0 ? null : id with { Token = new FencingToken(id.Token.Generation, Word(random)), Number = random.NextInt64(1, id.Number) },
            KeyGroups = keyGroups,
            IsFinal = random.Next(2) == 0,
            Tasks = [.. components.SelectMany(component => Tasks(random, component, keyGroups, epochs, id))],
            Layouts = [.. components.Select(component => new StateLayout(component, "s", new string('x', random.Next(50))))],
        };
    }

    private static IEnumerable<TaskEntry> Tasks(Random random, string component, int keyGroups, EpochId[] epochs, EpochId id)
    {
        int parallelism = random.Next(1, 4);
        for (int index = 0; index < parallelism; index++)
        {
            int task = index;
            int[] groups = [.. Enumerable.Range(0, keyGroups).Where(group => group % parallelism == task && random.Next(3) == 0)];
            BlobReference Blob(BlobKind kind, int at, int part) => new(
                new BlobName(
                    epochs[random.Next(epochs.Length)],
                    random.Next(20) == 0 ? "Renamed" : component, kind, at, random.Next(20) == 0 ? random.Next(9) : part),
                random.Next(), random.Next(1 << random.Next(1, 31)), Word(random));
            yield return new TaskEntry
            {
                Component = component,
                Index = index,
                Parallelism = parallelism,
                HasEnded = random.Next(2) == 0,
                Fields = random.Next(2) == 0 ? null : Blob(BlobKind.Task, index, 0),
                Groups = [.. groups.Select(group => new GroupEntry(group, [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Blob(BlobKind.KeyGroup, group, 0))]))],
                Commands = [.. Enumerable.Range(0, random.Next(3)).Select(part => Blob(BlobKind.Commands, task, part))],
                LastWritten = random.Next(2) == 0 ? null : id with { Token = new FencingToken(0, Word(random)), Number = random.NextInt64(1, id.Number) },
            };
        }
    }

    private static EpochId RandomEpoch(Random random)
        => new(Word(random), new FencingToken(random.NextInt64(long.MaxValue), Word(random)), random.NextInt64(2, long.MaxValue));

    private static ulong Word(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>Begins an epoch under its own token.</summary>
    public static Task<bool> BeginAsync(this ICheckpointStore store, EpochId attempt, CancellationToken cancellation)
        => store.BeginAsync(attempt.Token, attempt, cancellation);

    /// <summary>Commits an epoch under its own token.</summary>
    public static Task<FlipOutcome> FlipAsync(this ICheckpointStore store, Manifest manifest, CancellationToken cancellation)
        => store.FlipAsync(manifest.Id.Token, manifest, cancellation);
}
