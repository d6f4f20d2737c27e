namespace TopoGen.Simulation.Tests;

/// <summary>A world that a test makes.</summary>
internal sealed class SmallWorld : Words.IWorld
{
    private readonly Queue<string> _lines = new();

    public SmallWorld(params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            _lines.Enqueue(line);
        }
    }

    /// <summary>How it explains a word.</summary>
    public Func<string, CancellationToken, ValueTask<string>> Explains { get; set; } = static (word, _) => ValueTask.FromResult($"the word {word}");

    public string? NextLine() => _lines.TryDequeue(out string? line) ? line : null;

    public ValueTask<string> ExplainAsync(string word, CancellationToken cancellation) => Explains(word, cancellation);
}
