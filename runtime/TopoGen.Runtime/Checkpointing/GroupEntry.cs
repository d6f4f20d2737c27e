using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>The state of one key group of a component: what was written in full, and what has changed since, in order.</summary>
/// <param name="Group">The key group.</param>
/// <param name="Chain">The first blob holds all entries, each following one the changes. Never empty; a group without entries has no entry.</param>
public sealed record GroupEntry(int Group, ImmutableArray<BlobReference> Chain);
