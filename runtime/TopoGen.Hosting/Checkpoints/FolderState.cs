using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>The store of a data folder, for runs of one process. The folder belongs to this process until it is disposed of.</summary>
/// <param name="checkpoints">The store.</param>
/// <param name="folder">The full path.</param>
/// <param name="marker">What marks it.</param>
/// <param name="checkAtRest">Whether workers run on the folder's own Redis.</param>
internal sealed class FolderState(ICheckpointStore checkpoints, string folder, StoreMarker marker, Func<CancellationToken, Task> checkAtRest) : StateStore
{
    private readonly KeptRunFile _file = new(folder);

    public override ICheckpointStore Checkpoints => checkpoints;

    public override string Place => $"the data folder '{folder}'";

    public override string NextRun => "run";

    public override StoreMarker Marker => marker;

    public override Task<RunRecord?> ReadRunAsync(CancellationToken cancellation) => Task.FromResult(_file.Read());

    /// <remarks>A process that runs alone would have the folder.</remarks>
    public override Task CheckAtRestAsync(CancellationToken cancellation) => checkAtRest(cancellation);

    public override Task NoteAsync(RunRecord run, CancellationToken cancellation)
    {
        _file.Write(run);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => checkpoints.DisposeAsync();
}
