using System.Buffers.Binary;

namespace TopoGen.Runtime.Tests.State;

/// <summary>Bytes that are not what was written are refused with a clear exception, whatever they are.</summary>
public sealed class DamagedStateTests
{
    // Tables grow to twice what they need, and an entry is at most 40 bytes for 12 in a blob.
    private const int MaxBytesPerByte = 64;

    // An exception with its message and stack trace, and the tables as they begin.
    private const int MaxBytesBesides = 64 * 1024;

    [Fact]
    public void Every_truncation_is_refused()
    {
        (int seed, byte[] group, byte[] fields) = Random();
        for (int length = 0; length < group.Length; length++)
        {
            bool isEndOfTable = TryLoad(state => state.LoadGroup(0, group.AsSpan(0, length)));
            Assert.False(isEndOfTable && length > 2 && !EndsTable(group, length), $"seed {seed}: a group was read from {length} of {group.Length} bytes");
        }

        for (int length = 0; length < fields.Length; length++)
        {
            bool wasRead = TryLoad(state => state.LoadFields(fields.AsSpan(0, length)));
            Assert.False(wasRead && !EndsField(fields, length), $"seed {seed}: fields were read from {length} of {fields.Length} bytes");
        }
    }

    [Fact]
    public void Damaged_blobs_never_crash_nor_allocate_more_than_a_small_multiple()
    {
        ReadOnlySpan<int> lengths = [int.MaxValue, int.MaxValue / 2, -1, -2, int.MinValue, 1 << 24, 0x00FFFFFF];
        (int seed, byte[] group, byte[] fields) = Random();
        var random = new Random(seed);
        for (int round = 0; round < 4_000; round++)
        {
            byte[] blob = [.. round % 2 == 0 ? group : fields];
            for (int times = random.Next(1, 4); times > 0; times--)
            {
                if (random.Next(2) == 0)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(random.Next(blob.Length - 3)), lengths[random.Next(lengths.Length)]);
                }
                else
                {
                    blob[random.Next(blob.Length)] ^= (byte)(1 << random.Next(8));
                }
            }

            AssertModest(blob, round % 2 == 0, seed);
        }
    }

    [Fact]
    public void Random_bytes_never_crash_nor_allocate_more_than_a_small_multiple()
    {
        int seed = System.Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 4_000; round++)
        {
            byte[] blob = new byte[random.Next(2, 400)];
            random.NextBytes(blob);
            blob[0] = 1;
            blob[1] = (byte)random.Next(2);
            AssertModest(blob, round % 2 == 0, seed);
        }
    }

    [Fact]
    public void A_blob_of_another_group_is_refused()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        using TaskCapture capture = state.Capture(new HashSet<int>());
        CapturedGroup group = Assert.Single(capture.Groups);

        var exception = Assert.Throws<TupleFormatException>(
            () => new KeptTask().State().LoadGroup((group.Group + 1) % KeptTask.KeyGroups, group.Content.Span));
        Assert.Contains("Kept.totals", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_of_another_format_is_refused()
    {
        var exception = Assert.Throws<TupleFormatException>(() => new KeptTask().State().LoadGroup(0, [9, 1]));
        Assert.Equal("Kept: its state is written in format 9; this version reads 1.", exception.Message);
    }

    private static (int Seed, byte[] Group, byte[] Fields) Random()
    {
        int seed = System.Random.Shared.Next();
        var random = new Random(seed);
        var task = new KeptTask { Count = random.Next(), Name = "name" };
        TaskState state = task.State(keyGroups: 1);
        for (int i = 0; i < 20; i++)
        {
            task.Totals.GetOrAdd($"key {i}") = random.Next();
            task.Lists.GetOrAdd(i).AddRange(Enumerable.Range(0, random.Next(5)).Select(n => $"{n}"));
        }

        state.Capture(new HashSet<int>()).Dispose();
        for (int i = 0; i < 20; i++)
        {
            task.Totals.GetOrAdd($"key {i}")++;
            task.Lists.GetOrAdd(i).Add("more");
            if (i % 4 == 0)
            {
                task.Totals.Remove($"key {i}");
                task.Lists.Remove(i);
            }
        }

        using TaskCapture capture = state.Capture(new HashSet<int>());
        return (seed, capture.Groups[0].Content.ToArray(), capture.Fields!.Value.Content.ToArray());
    }

    /// <summary>Tables and fields end where the next begins: a blob that was cut there is one with fewer, which its length would tell.</summary>
    private static bool EndsTable(byte[] blob, int length) => length == 2 + 8 + BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(6));

    private static bool EndsField(byte[] blob, int length) => length == 1 || length == 1 + 8 + BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(5));

    private static void AssertModest(byte[] blob, bool isGroup, int seed)
    {
        TaskState state = new KeptTask().State(keyGroups: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TryLoad(state, loaded => Load(loaded, blob, isGroup));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= MaxBytesBesides + ((long)MaxBytesPerByte * blob.Length), $"seed {seed}: {allocated} bytes allocated for {blob.Length}");
    }

    private static void Load(TaskState state, byte[] blob, bool isGroup)
    {
        if (isGroup)
        {
            state.LoadGroup(0, blob);
        }
        else
        {
            state.LoadFields(blob);
        }
    }

    private static bool TryLoad(Action<TaskState> load) => TryLoad(new KeptTask().State(keyGroups: 1), load);

    private static bool TryLoad(TaskState state, Action<TaskState> load)
    {
        try
        {
            load(state);
            return true;
        }
        catch (TupleFormatException)
        {
            return false;
        }
    }
}
