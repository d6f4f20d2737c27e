using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A sink whose commands are part of the epoch in which they were written, and are applied once that is committed.</summary>
/// <param name="caller">What calls the sink.</param>
/// <param name="calls">The sink.</param>
/// <param name="epochs">The epochs.</param>
internal sealed class EpochSink<T>(SinkCaller caller, SinkCalls<T> calls, EpochAgent epochs) : TaskSink(caller)
    where T : IStateRecord<T>
{
    private readonly CommandOutput<T> _output = new(caller.Cell, epochs);
    private readonly SinkApplier _applier = new(caller, calls, epochs.Store);
    private EpochId? _last;

    public override ICommandOutput Output => _output;

    public override void GoOnFrom(Manifest from)
    {
        _output.GoOnFrom(from.Id.Number);
        SinkTask self = Caller.Self;
        TaskEntry? entry = from.Tasks.FirstOrDefault(t => (t.Component, t.Index, t.Parallelism) == (self.Component, self.Index, self.Parallelism));
        _last = entry is { Commands.IsEmpty: false } ? from.Id : entry?.LastWritten;
    }

    public override SinkCut Take(EpochId epoch)
    {
        IReadOnlyList<CommandChunk> chunks = _output.Take(epoch);
        EpochId? before = _last;
        if (chunks.Count == 0)
        {
            return new SinkCut(before, SinkCut.Nothing);
        }

        _last = epoch;
        return new SinkCut(before, ReferencesAsync(chunks));
    }

    public override bool HasWritten(EpochId epoch) => _last == epoch;

    public override Task ApplyAsync(EpochId epoch, ImmutableArray<BlobReference> chunks)
        => Caller.RunAsync(
            async cancellation =>
            {
                await using (Caller.Retry.Watch(epoch).ConfigureAwait(false))
                {
                    await _applier.ApplyAsync(epoch, chunks, cancellation).ConfigureAwait(false);
                }
            },
            CancellationToken.None);

    protected override Task OpenCoreAsync(Manifest? from, bool acceptLoss, CancellationToken cancellation)
        => _applier.OpenAsync(from, acceptLoss, cancellation);

    private static async Task<ImmutableArray<BlobReference>> ReferencesAsync(IReadOnlyList<CommandChunk> chunks)
    {
        foreach (CommandChunk chunk in chunks)
        {
            await chunk.Written.ConfigureAwait(false);
        }

        return [.. chunks.Select(static c => c.Reference)];
    }
}
