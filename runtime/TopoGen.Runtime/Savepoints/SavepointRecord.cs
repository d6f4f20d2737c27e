using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A copy that a store knows.</summary>
/// <param name="Copy">Which.</param>
/// <param name="Parts">How many parts of it there are.</param>
/// <param name="IsKept">Whether it is whole and has its name; else it is being made, or whoever made it has died.</param>
public readonly record struct SavepointRecord(SavepointCopy Copy, int Parts, bool IsKept)
{
    /// <summary>By name, the one that has it first.</summary>
    internal static ImmutableArray<SavepointRecord> Sort(IEnumerable<SavepointRecord> records)
        => [.. records.OrderBy(static r => r.Copy.Name, StringComparer.Ordinal).ThenBy(static r => !r.IsKept).ThenBy(static r => r.Copy.Nonce)];
}
