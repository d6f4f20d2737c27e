using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>One run of a topology, from its first worker until it is over. All its workers share it.</summary>
public sealed record RunRecord
{
    /// <summary>Random.</summary>
    public required string Id { get; init; }

    /// <summary>Who started it, for people: command, host, process id.</summary>
    public required string Owner { get; init; }

    /// <summary>The hash of the topology as it was compiled; a worker with another one is refused.</summary>
    public required ulong Schema { get; init; }

    /// <summary>Whether it begins anew: epochs of earlier runs are removed. Those of a run that was completed are in any case.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether an epoch that cannot be read may be given up although effects of it were released, so that they are repeated.</summary>
    public bool AcceptLoss { get; init; }

    public DateTimeOffset Started { get; init; }

    /// <summary>Where the run was not begun but restored: when the savepoint was taken from which the next one goes on.</summary>
    public DateTimeOffset? Savepoint { get; init; }

    public RunPhase Phase { get; init; }

    /// <summary>Why it is over, where <see cref="Phase"/> does not say it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The values of the topology's parameters by setting name, as texts; workers that are given none take these.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Parameters { get; init; }
        = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}
