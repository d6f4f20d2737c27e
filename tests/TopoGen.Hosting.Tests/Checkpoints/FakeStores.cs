using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Tests.Checkpoints;

/// <summary>Stores in memory, which last as long as this object.</summary>
internal sealed class FakeStores : ICheckpointStores
{
    private readonly ConcurrentDictionary<string, InMemoryCheckpointStore> _stores = new(StringComparer.Ordinal);

    /// <summary>Why none can be opened, or null.</summary>
    public Exception? Problem { get; set; }

    /// <summary>The folders that were used.</summary>
    public IEnumerable<string> Folders => _stores.Keys;

    public InMemoryCheckpointStore this[string folder] => _stores[folder];

    public StoreMarker MarkerOf(string topology) => new(topology, "memory", "here");

    public bool Exists(string folder) => _stores.ContainsKey(folder);

    public Task<ICheckpointStore> OpenAsync(string folder, string topology, ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (Problem is { } problem)
        {
            throw problem;
        }

        Directory.CreateDirectory(folder);
        return Task.FromResult<ICheckpointStore>(_stores.GetOrAdd(folder, _ => new InMemoryCheckpointStore()));
    }
}
