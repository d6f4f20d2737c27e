namespace TopoGen.Benchmarks;

/// <summary>The lines by which the two processes of a measurement agree.</summary>
internal sealed class PeerLines(TextReader reader, TextWriter writer)
{
    public async Task SayAsync(string line)
    {
        await writer.WriteLineAsync(line);
        await writer.FlushAsync();
    }

    /// <exception cref="InvalidOperationException">The other process ended instead.</exception>
    public async Task<string> HearAsync()
        => await reader.ReadLineAsync() ?? throw new InvalidOperationException("The second process ended early; what it said is above.");

    /// <returns>Null when the other process wants nothing more.</returns>
    public Task<string?> HearRequestAsync() => reader.ReadLineAsync();
}
