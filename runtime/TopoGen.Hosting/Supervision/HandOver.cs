using System.Collections.Immutable;
using System.Text.Json;
using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Supervision;

/// <summary>
/// What a supervisor tells a child on its standard input, as one line: everybody can read a command line, and grandchildren would
/// inherit the environment.
/// </summary>
internal sealed record HandOver
{
    /// <summary>What people call the child: <c>w1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The supervisor's random id.</summary>
    public required string Supervisor { get; init; }

    /// <summary>The id of the run to join.</summary>
    public required string Run { get; init; }

    public required StoreAddress Store { get; init; }

    /// <summary>What workers prove to each other that they know.</summary>
    public required string Secret { get; init; }

    /// <summary>The settings of the supervisor's command line, by name.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string ToLine() => JsonSerializer.Serialize(this, HandOverJson.Default.HandOver);

    /// <exception cref="TopologyInputException">The line is nothing of the kind.</exception>
    public static HandOver Parse(string? line)
    {
        try
        {
            if (line is not null && JsonSerializer.Deserialize(line, HandOverJson.Default.HandOver) is { } handOver)
            {
                return handOver;
            }
        }
        catch (JsonException)
        {
            // Said below; the line itself may hold a password.
        }

        throw new TopologyInputException("worker --supervised is for the children of 'run --workers N', which tell them more on standard input; start a worker without it.");
    }

    public override string ToString() => $"{Name} of {Supervisor}";
}
