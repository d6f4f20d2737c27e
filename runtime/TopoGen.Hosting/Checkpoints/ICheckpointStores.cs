using Microsoft.Extensions.Logging;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>Where processes that run a topology alone keep its epochs.</summary>
internal interface ICheckpointStores
{
    /// <summary>How a data folder says that its newest epoch is in such a store.</summary>
    StoreMarker MarkerOf(string topology);

    /// <summary>Whether a data folder has a store.</summary>
    bool Exists(string folder);

    /// <summary>Opens the store of a data folder, which belongs to this process until the store is disposed of.</summary>
    /// <param name="folder">The full path; made where it is missing.</param>
    /// <param name="topology">The topology's name.</param>
    /// <param name="loggers">Where it reports what a user may want to know.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TopologyInputException">Another process has the folder, or it cannot be used.</exception>
    Task<ICheckpointStore> OpenAsync(string folder, string topology, ILoggerFactory loggers, CancellationToken cancellation);
}
