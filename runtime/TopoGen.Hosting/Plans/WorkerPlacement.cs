using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>
/// Where tasks would run among so many equal workers of one machine: what a leader decides when all of them have joined, and what
/// each of them makes of it.
/// </summary>
internal sealed class WorkerPlacement
{
    private readonly ImmutableArray<HostPlan> _views;

    /// <param name="plan">Says how many tasks there are.</param>
    /// <param name="workers">1 or more.</param>
    public WorkerPlacement(TopologyPlan plan, int workers)
    {
        Executors = ExecutorsOf(plan.Options, workers);
        ImmutableArray<string> names = [.. Enumerable.Range(1, workers).Select(i => $"w{i}")];
        ImmutableArray<PlannedTasks> components = TaskAssignment.Fresh(
            new TopologyShape(plan.Definition),
            [.. plan.Components.Select(c => c.Parallelism)],
            names.Select(name => new WorkerInfo { Id = name, Process = name, Name = name, Host = "", ProcessId = 0 }),
            incarnation: 1);
        _views = [.. names.Select(name => View(plan, components, names, name, Executors))];
    }

    /// <summary>Of each worker.</summary>
    public int Executors { get; }

    /// <summary>As <c>run --workers N</c> calls them.</summary>
    public IEnumerable<string> Workers => _views.Select(v => v.Self);

    /// <summary>Where nobody says how many: the workers of one machine share its processors.</summary>
    public static int ExecutorsOf(EngineOptions options, int workers) => options.Executors ?? Math.Max(1, Environment.ProcessorCount / workers);

    /// <summary>The tasks of one executor of a worker, as <c>Split[1]</c>, in topological order.</summary>
    public IEnumerable<string> TasksOn(string worker, int executor) => _views.First(v => v.Self == worker).Components.SelectMany(c => c.Tasks
        .Select((place, index) => (place, index))
        .Where(t => t.place.Executor == executor)
        .Select(t => $"{c.Definition.Name}[{t.index}]"));

    /// <summary>How many channels of an edge are direct calls, rings within a worker, and links between workers.</summary>
    public (int Fused, int Rings, int Links) ChannelsOf(PlannedEdge edge)
    {
        (int fused, int rings, int links) = (0, 0, 0);
        foreach (HostEdge placed in _views.SelectMany(v => v.Edges).Where(e => ReferenceEquals(e.Subscription, edge.Subscription)))
        {
            for (int producer = 0; producer < placed.Source.Tasks.Length; producer++)
            {
                if (!placed.Source.Tasks[producer].IsLocal)
                {
                    continue;
                }

                foreach (int consumer in HostPlan.TargetsOf(placed.Source, producer, placed.Target, placed.Subscription.Grouping))
                {
                    TaskPlace target = placed.Target.Tasks[consumer];
                    bool isFused = HostPlan.IsFused(placed.Source.Tasks[producer], target, placed.Subscription);
                    (fused, rings, links) = isFused ? (fused + 1, rings, links) : target.IsLocal ? (fused, rings + 1, links) : (fused, rings, links + 1);
                }
            }
        }

        return (fused, rings, links);
    }

    /// <summary>The plan as one worker sees it.</summary>
    private static HostPlan View(
        TopologyPlan plan, ImmutableArray<PlannedTasks> components, ImmutableArray<string> workers, string self, int executors)
    {
        ImmutableArray<ImmutableDictionary<int, int>> own = LocalPlacement.Assign(
            [.. components.Select(c => Enumerable.Range(0, c.Tasks.Length).Where(t => c.Tasks[t].Worker == self).ToImmutableArray())],
            (_, _) => null,
            executors);
        return new HostPlan(
            [
                .. components.Select((component, at) => new HostComponent(
                    plan.Components[at].Definition,
                    [.. component.Tasks.Select((task, index) => new TaskPlace(task.Worker, "", own[at].GetValueOrDefault(index, -1), task.Incarnation))])),
            ],
            workers,
            self,
            plan.Definition.Delivery);
    }
}
