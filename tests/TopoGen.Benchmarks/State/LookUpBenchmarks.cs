using BenchmarkDotNet.Attributes;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The look-up of a counted word: in a table that nobody captures, in one whose changes are followed, and in a dictionary.</summary>
[MemoryDiagnoser]
public class LookUpBenchmarks
{
    private const int LookUps = 65_536;

    private readonly Dictionary<string, long> _dictionary = new(StringComparer.Ordinal);
    private readonly KeyedTable<string, long, WordKey> _table = new();
    private readonly KeyedTable<string, long, WordKey> _followed = new();
    private readonly KeyedTable<string, long, WordKey> _forgetting = new(null, TimeSpan.FromHours(1));
    private string[] _words = [];

    [Params(1_000, 100_000)]
    public int Words { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        _followed.Track(256);
        _words = new string[LookUps];
        for (int i = 0; i < LookUps; i++)
        {
            _words[i] = $"word {random.Next(Words)}";
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = LookUps)]
    public void InDictionary()
    {
        foreach (string word in _words)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_dictionary, word, out _)++;
        }
    }

    [Benchmark(OperationsPerInvoke = LookUps)]
    public void InTable() => Count(_table);

    [Benchmark(OperationsPerInvoke = LookUps)]
    public void InFollowedTable() => Count(_followed);

    [Benchmark(OperationsPerInvoke = LookUps)]
    public void InForgettingTable() => Count(_forgetting);

    private void Count(KeyedTable<string, long, WordKey> table)
    {
        foreach (string word in _words)
        {
            table.GetOrAdd(word)++;
        }
    }
}
