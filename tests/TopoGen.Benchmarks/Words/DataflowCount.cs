using System.Runtime.InteropServices;
using System.Threading.Tasks.Dataflow;

namespace TopoGen.Benchmarks;

/// <summary>Word count as bounded blocks of TPL Dataflow in the sample's shape: one reader, two splitters, two tallies.</summary>
internal static class DataflowCount
{
    private const int Parallelism = 2;
    private const int Capacity = 4096;

    public static async Task<IReadOnlyDictionary<string, int>> RunAsync(string file)
    {
        Dictionary<string, int>[] counts = [.. Enumerable.Range(0, Parallelism).Select(static _ => new Dictionary<string, int>())];
        ActionBlock<string>[] tallies =
        [
            .. counts.Select(static own => new ActionBlock<string>(
                word => CollectionsMarshal.GetValueRefOrAddDefault(own, word, out _)++,
                new ExecutionDataflowBlockOptions { BoundedCapacity = Capacity })),
        ];
        var split = new ActionBlock<string>(
            line => SplitAsync(line, tallies),
            new ExecutionDataflowBlockOptions { BoundedCapacity = Capacity, MaxDegreeOfParallelism = Parallelism, SingleProducerConstrained = true });
        await Task.Run(() => ReadAsync(file, split));
        await split.Completion;
        Array.ForEach(tallies, static tally => tally.Complete());
        await Task.WhenAll(tallies.Select(static tally => tally.Completion));
        return counts.SelectMany(static own => own).ToDictionary();
    }

    private static async Task ReadAsync(string file, ActionBlock<string> split)
    {
        foreach (string line in File.ReadLines(file))
        {
            if (!split.Post(line))
            {
                await split.SendAsync(line);
            }
        }

        split.Complete();
    }

    private static async Task SplitAsync(string line, ActionBlock<string>[] tallies)
    {
        foreach (string word in TextWords.In(line))
        {
            ActionBlock<string> target = tallies[(uint)word.GetHashCode() % (uint)tallies.Length];
            if (!target.Post(word))
            {
                await target.SendAsync(word);
            }
        }
    }
}
