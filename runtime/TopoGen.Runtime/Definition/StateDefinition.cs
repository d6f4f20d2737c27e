namespace TopoGen.Runtime;

/// <summary>A piece of managed state.</summary>
/// <param name="Name">Its identity within the component.</param>
/// <param name="Key">The type of its key as C# writes it, or null for state of a task.</param>
/// <param name="Value">The type of its value as C# writes it.</param>
public sealed record StateDefinition(string Name, string? Key, string Value)
{
    /// <summary>How it is written in checkpoints: see <see cref="StateSchema"/>. Null where it cannot be.</summary>
    public string? Layout { get; init; }

    /// <summary>Where there is no <see cref="Layout"/>: why. Such a state lives in memory only, which no topology accepts that promises more.</summary>
    public string? Problem { get; init; }

    /// <summary>After so long without an access a key is forgotten; zero for never.</summary>
    public TimeSpan TimeToLive { get; init; }
}
