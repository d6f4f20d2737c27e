using TopoGen.Tests;
using static TopoGen.Runtime.Tests.Sinks.SinkTopology;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>The commands of <see cref="SinkTopology"/>: each once, in order.</summary>
internal static class SinkOracle
{
    /// <summary>Everything was counted to its end.</summary>
    public static void IsComplete(SinkMemory<SetCount> memory, long numbers, int spouts = 2)
    {
        ILookup<long, long> applied = IsInOrder(memory);
        for (int key = 0; key < spouts * Keys; key++)
        {
            long count = (numbers + Keys - 1 - (key % Keys)) / Keys;
            Assert.Equal([.. Enumerable.Range(1, (int)count).Select(n => (long)n), -count], applied[key]);
        }
    }

    /// <summary>No command is missing before one that was applied, none was applied twice.</summary>
    public static ILookup<long, long> IsInOrder(SinkMemory<SetCount> memory)
    {
        ILookup<long, long> applied = memory.Applied.ToLookup(a => a.Command.Key, a => a.Command.Count);
        foreach (IGrouping<long, long> key in applied)
        {
            long[] counts = [.. key];
            long last = counts.Length;
            Assert.Equal([.. Enumerable.Range(1, counts.Length - 1).Select(n => (long)n), counts[^1] < 0 ? 1 - last : last], counts);
        }

        return applied;
    }
}
