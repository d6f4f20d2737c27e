using Microsoft.Extensions.Logging;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>One file in each data folder.</summary>
internal sealed class SqliteStores : ICheckpointStores
{
    private const string File = "checkpoints.db";

    // Not the full path: folders are moved and copied.
    public StoreMarker MarkerOf(string topology) => new(topology, "sqlite", File);

    public bool Exists(string folder) => System.IO.File.Exists(Path.Combine(folder, File));

    public Task<ICheckpointStore> OpenAsync(string folder, string topology, ILoggerFactory loggers, CancellationToken cancellation)
        => Task.FromResult<ICheckpointStore>(SqliteCheckpointStore.Open(folder, topology));
}
