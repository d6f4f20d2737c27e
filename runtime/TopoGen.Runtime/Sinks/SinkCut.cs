using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What a sink's task brings into an epoch.</summary>
/// <param name="LastWritten">See <see cref="TaskEntry.LastWritten"/>.</param>
/// <param name="Commands">Completes when what was written cannot be lost any more, with what the manifest is to name.</param>
internal sealed record SinkCut(EpochId? LastWritten, Task<ImmutableArray<BlobReference>> Commands)
{
    /// <summary>Nothing was written.</summary>
    public static Task<ImmutableArray<BlobReference>> Nothing { get; } = Task.FromResult<ImmutableArray<BlobReference>>([]);
}
