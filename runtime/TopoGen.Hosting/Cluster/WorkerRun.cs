using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>Puts a worker together: links, engine, and what keeps them in the run.</summary>
internal static class WorkerRun
{
    /// <param name="start">What it is built from.</param>
    /// <param name="schema">The hash of the topology.</param>
    /// <param name="leave">Leaves the run in order.</param>
    /// <returns>How the run ended; null where the worker has left it.</returns>
    public static async Task<WorkerEnd?> RunAsync(WorkerStart start, ulong schema, CancellationToken leave)
    {
        LinkOptions links = LinkSettings.Of(start.Node);
        var hub = new LinkHub(links, schema, start.Time, start.Loggers);
        await using (hub.ConfigureAwait(false))
        {
            (string socket, string? address) = await hub.ListenAsync(leave).ConfigureAwait(false);
            using var engine = new WorkerEngine(
                start.Definition, start.Engine, start.Services, start.Loggers, start.Time, start.Services.GetService<IMeterFactory>(), hub, start.Store, start.Epochs);
            var identity = new WorkerInfo
            {
                Id = "",
                Process = NewId(),
                Supervisor = start.Supervisor,
                Name = start.Name,
                Host = start.Node.HostName,
                ProcessId = Environment.ProcessId,
                Socket = socket,
                Address = address,
                Slots = start.Node.Slots ?? start.Engine.Executors ?? Environment.ProcessorCount,
                Started = start.Time.GetUtcNow(),
            };
            var worker = new ClusterWorker(
                start.Store,
                engine,
                new TopologyShape(start.Definition),
                () => identity with { Id = NewId() },
                new ClusterOptions { LeaseTime = start.Node.LeaseTime },
                start.Time,
                start.Loggers.CreateLogger("TopoGen." + start.Definition.Name))
            {
                Losses = new LossBound(Tuning.Of(start.Engine, executors: 1, processors: 1).MostRing, links.WindowSize),
                Epochs = start.Epochs,
            };
            return await worker.RunAsync(start.Run, leave).ConfigureAwait(false) is { } end ? new WorkerEnd(end.Phase, end.Reason) : null;
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
