using System.Buffers.Binary;
using System.Collections.Immutable;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

public sealed class ManifestFormatTests
{
    private static readonly EpochId Id = new(1, new FencingToken(3, 9), 5);

    [Fact]
    public void Any_sound_manifest_round_trips()
    {
        foreach (int seed in Seeds(300))
        {
            Manifest manifest = Checkpoints.Random(new Random(seed));
            byte[] content = ManifestFormat.Encode(manifest);
            Manifest read = ManifestFormat.Decode(manifest.Id, content);
            Assert.True(content.AsSpan().SequenceEqual(ManifestFormat.Encode(read)), $"seed {seed}");
            Assert.Equal((manifest.Id, manifest.Previous, manifest.KeyGroups, manifest.IsFinal), (read.Id, read.Previous, read.KeyGroups, read.IsFinal));
            Assert.Equal(manifest.Layouts.AsEnumerable(), read.Layouts);
            Assert.True(manifest.Blobs.SequenceEqual(read.Blobs), $"seed {seed}");
            Assert.Equal(
                manifest.Tasks.Select(static task => (task.Component, task.Index, task.Parallelism, task.HasEnded, task.Fields, task.Groups.Length, task.Commands.Length)),
                read.Tasks.Select(static task => (task.Component, task.Index, task.Parallelism, task.HasEnded, task.Fields, task.Groups.Length, task.Commands.Length)));
        }
    }

    [Fact]
    public void A_component_with_256_groups_and_chains_of_8_takes_less_than_40_KB()
    {
        var random = new Random(1);
        Manifest manifest = new()
        {
            Id = Id with { Number = 100_000 },
            KeyGroups = 256,
            Tasks =
            [
                .. Enumerable.Range(0, 4).Select(task => new TaskEntry
                {
                    Component = "TallyOfEverything",
                    Index = task,
                    Parallelism = 4,
                    Groups =
                    [
                        .. Enumerable.Range(task * 64, 64).Select(group => new GroupEntry(
                            group,
                            [
                                .. Enumerable.Range(99_900 + (group % 90), 8).Select(number => new BlobReference(
                                    Checkpoints.Group(Id with { Number = number }, group, "TallyOfEverything"),
                                    random.Next(1 << 20), random.Next(1 << 16), (ulong)random.NextInt64())),
                            ])),
                    ],
                }),
            ],
        };

        Assert.InRange(ManifestFormat.Encode(manifest).Length, 1, 40_000);
    }

    [Fact]
    public void Every_truncation_and_every_changed_bit_is_refused_with_the_epoch()
    {
        foreach (int seed in Seeds(20))
        {
            var random = new Random(seed);
            Manifest manifest = Checkpoints.Random(random);
            byte[] content = ManifestFormat.Encode(manifest);
            for (int length = 0; length < content.Length; length += Math.Max(1, content.Length / 300))
            {
                AssertDamaged(manifest.Id, content[..length], $"seed {seed}, {length} of {content.Length} bytes");
            }

            for (int bit = 0; bit < content.Length * 8; bit += Math.Max(1, content.Length / 60))
            {
                byte[] changed = [.. content];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertDamaged(manifest.Id, changed, $"seed {seed}, bit {bit}");
            }

            AssertDamaged(manifest.Id, [.. content, 0], $"seed {seed}, one byte more");
        }
    }

    [Fact]
    public void Damage_with_the_right_checksum_gives_the_exception_or_a_sound_manifest_and_makes_no_room_for_what_is_not_there()
    {
        int sound = 0;
        foreach (int seed in Seeds(40))
        {
            var random = new Random(seed);
            Manifest manifest = Checkpoints.Random(random);
            byte[] content = ManifestFormat.Encode(manifest);
            for (int round = 0; round < 200; round++)
            {
                byte[] changed = random.Next(4) == 0 ? content[..random.Next(ManifestFormat.PrefixSize + ManifestFormat.ChecksumSize, content.Length)] : [.. content];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    int at = random.Next(ManifestFormat.PrefixSize, changed.Length);
                    changed[at] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
                }

                Sign(changed);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    Manifest read = ManifestFormat.Decode(manifest.Id, changed);
                    Assert.True(ManifestCheck.Problem(read) is null && read.Id == manifest.Id, $"seed {seed}, round {round}");
                    sound++;
                }
                catch (CheckpointStoreException exception)
                {
                    Assert.True(exception.Damaged == manifest.Id && exception.Message.Contains($"{manifest.Id}", StringComparison.Ordinal), $"seed {seed}, round {round}: {exception.Message}");
                }
                catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"seed {seed}, round {round}: {exception}");
                }

                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated < 64 * 1024 + (200L * changed.Length), $"seed {seed}, round {round}: {allocated} bytes allocated for {changed.Length}");
            }
        }

        Assert.True(sound > 0, "Not one change left a sound manifest: the checksums were not renewed");
    }

    [Fact]
    public void The_manifest_of_another_epoch_is_refused()
    {
        byte[] content = ManifestFormat.Encode(Checkpoints.Manifest(Id, null));

        CheckpointStoreException failure = Assert.Throws<CheckpointStoreException>(() => ManifestFormat.Decode(Id with { Number = 6 }, content));

        Assert.Equal($"The manifest of epoch {Id with { Number = 6 }} is damaged: it is that of epoch {Id}", failure.Message);
    }

    [Fact]
    public void A_later_format_is_refused_as_such_and_not_as_damage()
    {
        byte[] content = ManifestFormat.Encode(Checkpoints.Manifest(Id, null));
        content[3] = 2;
        Sign(content);

        CheckpointStoreException failure = Assert.Throws<CheckpointStoreException>(() => ManifestFormat.Decode(Id, content));

        Assert.Equal($"The manifest of epoch {Id} has format 2, and this version of the program reads format 1 only", failure.Message);
        Assert.Null(failure.Damaged);
    }

    public static TheoryData<string, Func<Manifest, Manifest>> Unsound()
    {
        TaskEntry task = Checkpoints.Manifest(Id, null).Tasks[0];
        BlobReference blob = Checkpoints.Reference(Checkpoints.Fill(Checkpoints.Group(Id, 7)));
        GroupEntry group = new(7, [blob]);
        Func<Manifest, Manifest> With(params TaskEntry[] tasks) => manifest => manifest with { Tasks = [.. tasks] };
        return new()
        {
            { "number", static manifest => manifest with { Id = Id with { Number = 0 } } },
            { "follows epoch", static manifest => manifest with { Previous = Id } },
            { "follows epoch", static manifest => manifest with { Previous = Id with { Lineage = 2, Number = 1 } } },
            { "key groups", static manifest => manifest with { KeyGroups = 0 } },
            { "no tasks", static manifest => manifest with { Tasks = default } },
            { "stands behind", With(task, task) },
            { "stands behind", With(task with { Component = "b" }, task with { Component = "a" }) },
            { "is of 1 tasks", With(task with { Index = 1 }) },
            { "is of 2 tasks", With(task, task with { Index = 1, Parallelism = 2 }) },
            { "out of order", With(task with { Groups = [group, group] }) },
            { "above 256", With(task with { Groups = [new(256, [blob with { Name = blob.Name with { Index = 256 } }])] }) },
            { "of another task", With(task with { Parallelism = 2, Groups = [group] }, task with { Index = 1, Parallelism = 2, Groups = [group] }) },
            { "has no blob", With(task with { Groups = [new(7, [])] }) },
            { "key group 8 names", With(task with { Groups = [new(8, [blob])] }) },
            { "names", With(task with { Fields = blob }) },
            { "names", With(task with { Commands = [blob] }) },
            { "names", With(task with { Groups = [new(7, [blob with { Length = -1 }])] }) },
            { "last written", With(task with { LastWritten = Id }) },
            { "last written", With(task with { LastWritten = Id with { Lineage = 2, Number = 1 } }) },
            { "layout", static manifest => manifest with { Layouts = [new("b", "s", "x"), new("a", "s", "x")] } },
            { "layout", static manifest => manifest with { Layouts = [new("a", "s", "x"), new("a", "s", "y")] } },
        };
    }

    [Theory]
    [MemberData(nameof(Unsound), DisableDiscoveryEnumeration = true)]
    public void A_manifest_that_is_not_sound_is_not_written(string expected, Func<Manifest, Manifest> change)
    {
        Manifest manifest = Checkpoints.Manifest(Id, null);
        Assert.Null(ManifestCheck.Problem(manifest));

        ArgumentException failure = Assert.Throws<ArgumentException>(() => ManifestFormat.Encode(change(manifest)));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static void AssertDamaged(EpochId epoch, byte[] content, string what)
    {
        try
        {
            ManifestFormat.Decode(epoch, content);
        }
        catch (CheckpointStoreException exception)
        {
            Assert.True(exception.Damaged == epoch && exception.Message.Contains($"{epoch}", StringComparison.Ordinal), $"{what}: {exception.Message}");
            return;
        }

        Assert.Fail($"{what} was read");
    }

    private static void Sign(byte[] content) => BinaryPrimitives.WriteUInt64LittleEndian(
        content.AsSpan()[^ManifestFormat.ChecksumSize..], StableHash.Of(content.AsSpan()[..^ManifestFormat.ChecksumSize]));

    /// <summary>Other values every time; a failure names its seed.</summary>
    private static IEnumerable<int> Seeds(int count)
    {
        int first = Random.Shared.Next();
        return Enumerable.Range(0, count).Select(i => unchecked(first + i));
    }
}
