using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>A cluster as large as is asked for, on paper: 100 components in a line, of which every other one reads by key, and 100 tasks for each worker.</summary>
internal sealed class ScaleTopology
{
    private const int Components = 100;

    public ScaleTopology(int workers, Delivery delivery = Delivery.AtMostOnce)
    {
        Definition = new TopologyDefinition
        {
            Name = "scale",
            Delivery = delivery,
            Components = [.. Enumerable.Range(0, Components).Select(component => Component(component, workers))],
        };
        Shape = new TopologyShape(Definition);
        Workers = [.. Enumerable.Range(0, workers).Select(Worker)];
    }

    public TopologyDefinition Definition { get; }

    public TopologyShape Shape { get; }

    public ImmutableArray<WorkerInfo> Workers { get; }

    /// <summary>What a store holds while all workers run a plan.</summary>
    public ClusterFacts Facts(ClusterPlan? plan, IEnumerable<WorkerInfo> workers, long counter) => new()
    {
        Run = new RunRecord { Id = "run", Owner = "scale", Schema = 1 },
        Register = plan?.Token ?? new FencingToken(1, 1),
        Leader = new LeaderLease(Workers[0].Id, counter),
        Leases = [.. workers.Select(w => new WorkerLease(w, counter, new WorkerReport(plan?.Token.Generation ?? 0, 1, 1, 0, false)))],
        Plan = plan,
        Desired = new DesiredState { Workers = Workers.Length },
        Ended = ImmutableDictionary<TaskId, bool>.Empty,
        Links = [],
    };

    private static ComponentDefinition Component(int component, int parallelism) => new()
    {
        Name = $"Component{component:00}",
        Kind = component == 0 ? ComponentKind.Spout : ComponentKind.Bolt,
        Type = typeof(object),
        Parallelism = Math.Min(parallelism, 1024),
        States = component == 0 ? [new StateDefinition("position", null, "long") { Layout = "long" }] : [],
        Outputs = [new StreamDefinition<ScaleTuple>("default", false)],
        Inputs = component == 0
            ? []
            : [new SubscriptionDefinition<ScaleTuple>($"Component{component - 1:00}", "default", "Execute", Grouping.Shuffle<ScaleTuple>())],
        CreateTask = static _ => throw new InvalidOperationException("Nothing of it runs."),
    };

    /// <summary>Twenty on each host, with identities as long as real ones.</summary>
    private static WorkerInfo Worker(int number) => new()
    {
        Id = new Guid(number + 1, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("n"),
        Process = new Guid(number + 1, 8, 8, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("n"),
        Supervisor = new Guid((number / 20) + 1, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("n"),
        Name = $"w{number + 1}",
        Host = $"host-{number / 20}.example.org",
        ProcessId = 10_000 + number,
        Socket = $"/tmp/topogen-{number:x8}/links.sock",
        Address = $"host-{number / 20}.example.org:{30_000 + number}",
        Slots = 2,
        Started = DateTimeOffset.UnixEpoch.AddSeconds(number),
    };
}
