using Microsoft.Extensions.Hosting;

namespace TopoGen.Hosting;

/// <summary>Leaves signals to <see cref="StopSignals"/>: the run ends with the topology, not with a request to the host.</summary>
internal sealed class ManualLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
