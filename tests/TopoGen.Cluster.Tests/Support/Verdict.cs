using System.Runtime.InteropServices;
using TopoGen.Oracle;

namespace TopoGen.Cluster.Tests;

/// <summary>What really happened, computed from the journals of all tasks that ever ran.</summary>
internal sealed class Verdict
{
    private readonly ILookup<string, (string File, JournalEntry[] Entries)> _journals;

    private Verdict(ILookup<string, (string File, JournalEntry[] Entries)> journals) => _journals = journals;

    public static Verdict Of(string folder) => new(
        Directory.GetFiles(folder, "*" + Journal.Extension)
            .Select(file => (File: Path.GetFileName(file), Entries: Read(file)))
            .ToLookup(journal => journal.File.Split('-')[0], StringComparer.Ordinal));

    public IEnumerable<string> Components => _journals.Select(component => component.Key);

    /// <summary>What the tasks of a component handled, repeats included.</summary>
    public long CountOf(string component) => _journals[component].Sum(journal => (long)journal.Entries.Length);

    /// <summary>What was emitted and did not arrive at the end.</summary>
    public long Lost(string from = "Source", string to = "Sink")
    {
        HashSet<(long, long)> arrived = [.. All(to).Select(entry => (entry.Key, entry.Sequence))];
        return All(from).LongCount(entry => !arrived.Contains((entry.Key, entry.Sequence)));
    }

    public IEnumerable<JournalEntry> All(string component) => _journals[component].SelectMany(journal => journal.Entries);

    /// <summary>At most once: no component handled a tuple twice, and no task saw the tuples of a key out of order.</summary>
    public void AssertNothingRepeated()
    {
        foreach (IGrouping<string, (string File, JournalEntry[] Entries)> component in _journals)
        {
            var seen = new Dictionary<(long, long), string>();
            foreach ((string file, JournalEntry[] entries) in component)
            {
                var last = new Dictionary<long, long>();
                foreach (JournalEntry entry in entries)
                {
                    Assert.True(
                        last.GetValueOrDefault(entry.Key) < entry.Sequence || seen.GetValueOrDefault((entry.Key, entry.Sequence)) == file,
                        $"{file}: key {entry.Key}: {entry.Sequence} came after {last.GetValueOrDefault(entry.Key)}");
                    Assert.True(
                        seen.TryAdd((entry.Key, entry.Sequence), file),
                        $"key {entry.Key}, number {entry.Sequence} is in {file} and in {seen[(entry.Key, entry.Sequence)]}");
                    last[entry.Key] = entry.Sequence;
                }
            }
        }
    }

    /// <summary>Everything that was emitted arrived once, and no number was left out before the last one of its key.</summary>
    public void AssertNothingLostOrRepeated()
    {
        AssertNothingRepeated();
        Assert.Equal(0, Lost());
        Assert.All(All("Source").GroupBy(entry => entry.Key), key => Assert.Equal(key.Max(entry => entry.Sequence), key.LongCount()));
    }

    /// <summary>Every number of every key from 1 to the length was handled once, by each component.</summary>
    public void AssertComplete(int keys, long length)
    {
        AssertNothingRepeated();
        Assert.All(["Source", "Check", "Sink"], component => Assert.Equal(keys * length, CountOf(component)));
    }

    private static JournalEntry[] Read(string file)
    {
        // A task may be writing; the last entry may be half there.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int size = Marshal.SizeOf<JournalEntry>();
        return MemoryMarshal.Cast<byte, JournalEntry>(bytes.AsSpan(0, length / size * size)).ToArray();
    }
}
