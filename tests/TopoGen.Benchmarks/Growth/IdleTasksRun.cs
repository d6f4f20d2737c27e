using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What a task holds that has nothing to do: a process with few tasks of a bolt behind a silent spout, and another with a thousand more.</summary>
internal static class IdleTasksRun
{
    private const int Few = 20;
    private const int Many = Few + 1000;

    /// <summary>Until all tasks are open.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <returns>Bytes of a task: objects that live, and memory of the process.</returns>
    public static async Task<Figures> RunAsync()
    {
        (long Managed, long Resident) few = await AskAsync("idle-tasks-few", Few);
        (long Managed, long Resident) many = await AskAsync("idle-tasks-many", Many);
        return new Dictionary<string, double>
        {
            ["managed"] = (many.Managed - few.Managed) / 1024.0 / (Many - Few),
            ["resident"] = (many.Resident - few.Resident) / 1024.0 / (Many - Few),
        };
    }

    public static async Task ServeAsync(string[] request, PeerLines lines)
    {
        TopologyDefinition compiled = Topologies.DefinitionOf<IdleTopology>();
        var options = new EngineOptions { Components = { [nameof(IdleTopology.Pass)] = int.Parse(request[0], CultureInfo.InvariantCulture) } };
        var definition = new TopologyDefinition
        {
            Name = compiled.Name,
            KeyGroups = compiled.KeyGroups,
            Components = [.. compiled.Components.Where(static c => c.Name != nameof(IdleTopology.Drop))],
        };
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using var engine = new TopologyEngine(TopologyPlan.Create(definition, options), services, NullLoggerFactory.Instance, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        Task<TopologyOutcome> run = engine.RunAsync(stop.Token);
        await Task.Delay(Settling);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await lines.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true)}\t{Environment.WorkingSet}"));
        await stop.CancelAsync();
        await run;
    }

    private static async Task<(long Managed, long Resident)> AskAsync(string name, int tasks)
    {
        PeerLines peer = PeerProcess.Of(name);
        await peer.SayAsync(tasks.ToString(CultureInfo.InvariantCulture));
        long[] answer = Array.ConvertAll((await peer.HearAsync()).Split('\t'), static text => long.Parse(text, CultureInfo.InvariantCulture));
        return (answer[0], answer[1]);
    }
}
