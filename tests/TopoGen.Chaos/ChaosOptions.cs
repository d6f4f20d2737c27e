using System.Collections.Immutable;

namespace TopoGen.Chaos;

/// <summary>What the command line says.</summary>
internal sealed record ChaosOptions
{
    public required Delivery Delivery { get; init; }

    public required Recovery Recovery { get; init; }

    public required int Workers { get; init; }

    public required int Keys { get; init; }

    /// <summary>Over all keys.</summary>
    public required int Tuples { get; init; }

    /// <summary>Which faults there may be, by name.</summary>
    public required ImmutableArray<string> Faults { get; init; }

    public required int Rounds { get; init; }

    public required int Seed { get; init; }

    /// <summary>The longest time between a recovery and the next fault.</summary>
    public required TimeSpan FaultPause { get; init; }

    /// <summary>How long a recovery may take until it counts as a hang.</summary>
    public required TimeSpan RecoveryLimit { get; init; }

    /// <summary>How long all may take.</summary>
    public required TimeSpan Limit { get; init; }

    public required TimeSpan LeaseTime { get; init; }

    public required TimeSpan EpochInterval { get; init; }

    /// <summary>How many workers a burst kills.</summary>
    public required int Burst { get; init; }

    /// <summary>How long Redis is away.</summary>
    public required TimeSpan Away { get; init; }

    /// <summary>How far each key is counted.</summary>
    public long Length => Tuples / Keys;

    /// <summary>Which of the oracle's topologies; the one with this delivery and recovery where no other is named.</summary>
    public string Topology
    {
        get => field ?? $"{Words(Delivery.ToString())}-{Words(Recovery.ToString())}";
        init;
    }

    private static string Words(string name)
        => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : $"{letter}"));
}
