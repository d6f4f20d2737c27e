using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>An epoch that a store knows.</summary>
/// <param name="Id">The epoch.</param>
/// <param name="IsCommitted">Whether it has a manifest; else it was only attempted.</param>
public readonly record struct EpochRecord(EpochId Id, bool IsCommitted)
{
    /// <summary>The oldest first; those of several lineages by generation and number too, for generations rise from one to the next.</summary>
    internal static ImmutableArray<EpochRecord> Sort(IEnumerable<EpochRecord> records)
        => [.. records.OrderBy(static record => record.Id).ThenBy(static record => record.Id.Lineage).ThenBy(static record => record.Id.Token.Nonce)];
}
