using BenchmarkDotNet.Attributes;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The capture of a table of a million words, of which some were counted since the last one.</summary>
[MemoryDiagnoser]
public class CaptureBenchmarks
{
    private const int Words = 1_000_000;

    private readonly WordTask _task = new();
    private readonly HashSet<int> _none = [];
    private readonly HashSet<int> _some = [.. Enumerable.Range(0, 16)];
    private TaskState _state = null!;
    private string[] _words = [];

    [Params(10_000, 1_000_000)]
    public int Changed { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _state = new TaskState(_task, WordTask.Definition, keyGroups: 256);
        _words = [.. Enumerable.Range(0, Words).Select(i => $"word {i}")];
        Count(Words);
        _state.Capture(_none).Dispose();
    }

    /// <summary>What it costs to count alone, where nothing has to be marked.</summary>
    [Benchmark(Baseline = true)]
    public void CountOnly() => Count(Changed);

    [Benchmark]
    public void CountAndCapture()
    {
        Count(Changed);
        _state.Capture(_none).Dispose();
    }

    /// <summary>With a sixteenth of the groups as a whole.</summary>
    [Benchmark]
    public void CountAndCaptureSomeInFull()
    {
        Count(Changed);
        _state.Capture(_some).Dispose();
    }

    private void Count(int words)
    {
        foreach (string word in _words.AsSpan(0, words))
        {
            _task.Table.GetOrAdd(word)++;
        }
    }
}
