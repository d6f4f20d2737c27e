namespace TopoGen.Hosting.Cluster;

/// <summary>A Redis server of our own, which ends when it is disposed of.</summary>
internal interface IPrivateServer : IAsyncDisposable
{
    StoreAddress Address { get; }

    /// <summary>Completes when the server has died and cannot be started again; the text says why.</summary>
    Task<string> Ended { get; }
}
