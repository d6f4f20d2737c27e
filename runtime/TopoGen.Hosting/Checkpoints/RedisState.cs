using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>The Redis of a topology, for runs of workers.</summary>
/// <param name="coordination">Runs.</param>
/// <param name="checkpoints">Epochs.</param>
/// <param name="server">The private server where this process has started or adopted one, or null.</param>
/// <param name="address">For people.</param>
/// <param name="marker">What marks it.</param>
/// <param name="watch">Says who runs the topology: see <see cref="RunWatch"/>.</param>
internal sealed class RedisState(
    ICoordinationStore coordination, ICheckpointStore checkpoints, IPrivateServer? server, string address, StoreMarker marker, RunWatch watch) : StateStore
{
    public override ICheckpointStore Checkpoints => checkpoints;

    public override string Place => marker.Location == StoreMarker.Inside ? "the Redis of the data folder" : $"Redis at {address}";

    public override string NextRun => "run --workers N";

    public override StoreMarker Marker => marker;

    public override async Task<RunRecord?> ReadRunAsync(CancellationToken cancellation)
        => (await coordination.ReadFactsAsync(cancellation).ConfigureAwait(false)).Run;

    public override Task CheckAtRestAsync(CancellationToken cancellation) => watch.CheckAtRestAsync(coordination, cancellation);

    /// <remarks>As a run that has ended, so that the next one goes on from its epochs; one that was completed would have none.</remarks>
    public override async Task NoteAsync(RunRecord run, CancellationToken cancellation)
    {
        RunRecord? former = await ReadRunAsync(cancellation).ConfigureAwait(false);
        RunRecord current = await coordination.BeginAsync(run, new DesiredState(), former?.Id, cancellation).ConfigureAwait(false);
        if (current.Id != run.Id
            || !await coordination.FinishAsync(run.Id, token: null, worker: null, RunPhase.Drained, "restored from a savepoint", cancellation).ConfigureAwait(false))
        {
            throw watch.Runs(current);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await checkpoints.DisposeAsync().ConfigureAwait(false);
        await coordination.DisposeAsync().ConfigureAwait(false);
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
