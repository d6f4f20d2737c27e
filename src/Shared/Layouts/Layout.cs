using System.Collections.Immutable;

namespace TopoGen.Layouts;

/// <summary>The text of a state's layout, taken apart.</summary>
/// <param name="Value">The type of the state.</param>
/// <param name="Key">The type of its key, or null for state of a task.</param>
/// <param name="Records">The fields of each record, by its name.</param>
internal sealed record Layout(LayoutType Value, LayoutType? Key, IReadOnlyDictionary<string, ImmutableArray<(string Name, LayoutType Type)>> Records);
