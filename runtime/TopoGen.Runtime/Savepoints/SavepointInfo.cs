namespace TopoGen.Runtime;

/// <summary>What a savepoint says of itself, before its epoch. Stored as JSON: members may be added, and what is unknown is skipped.</summary>
internal sealed record SavepointInfo
{
    /// <summary>The topology's name.</summary>
    public required string Topology { get; init; }

    /// <summary>The text of the <see cref="EpochId"/>.</summary>
    public required string Epoch { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>The run that committed the epoch: whoever goes on with it must be given the same input.</summary>
    public required RunRecord Run { get; init; }
}
