using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// All tasks of a topology as one process sees them: its own with their executors, the others with their workers. Which task has a
/// channel to which follows from it, alike on both sides of a link. Immutable.
/// </summary>
internal sealed class HostPlan
{
    /// <param name="components">In topological order.</param>
    /// <param name="workers">The workers that are there, this one included.</param>
    /// <param name="self">This worker.</param>
    /// <param name="delivery">What the topology promises.</param>
    public HostPlan(ImmutableArray<HostComponent> components, IEnumerable<string> workers, string self, Delivery delivery)
    {
        Components = components;
        Workers = [.. workers];
        Self = self;
        TrackedStreams? tracked = delivery == Delivery.AtLeastOnce ? new TrackedStreams(components.Select(c => c.Definition)) : null;
        Edges = [.. Connect(components, tracked)];
        LedgerEdges = tracked is null ? [] : [.. ConnectLedgers(components, tracked)];
    }

    public static HostPlan Empty { get; } = new([], [], "", Delivery.AtMostOnce);

    public ImmutableArray<HostComponent> Components { get; }

    public ImmutableArray<HostEdge> Edges { get; }

    /// <summary>From each bolt to the ledgers of each spout whose messages reach it: against the stream.</summary>
    public ImmutableArray<HostEdge> LedgerEdges { get; }

    public ImmutableHashSet<string> Workers { get; }

    public string Self { get; }

    /// <summary>The other workers that tasks here have channels to or from: no one else need be linked.</summary>
    public HashSet<string> Peers()
    {
        var peers = new HashSet<string>(StringComparer.Ordinal);
        foreach (HostEdge edge in Edges.Concat(LedgerEdges))
        {
            IEnumerable<TaskPlace> targets = edge.Subscription.Grouping == GroupingKind.Global ? edge.Target.Tasks.Take(1) : edge.Target.Tasks;
            if (edge.Source.Tasks.Any(t => t.Worker == Self))
            {
                peers.UnionWith(targets.Select(t => t.Worker));
            }

            if (targets.Any(t => t.Worker == Self))
            {
                peers.UnionWith(edge.Source.Tasks.Select(t => t.Worker));
            }
        }

        peers.Remove(Self);
        return peers;
    }

    /// <summary>A topology that runs in one process.</summary>
    public static HostPlan Of(TopologyPlan plan) => new(
        [.. plan.Components.Select(c => new HostComponent(
            c.Definition, [.. c.Executors.Select(executor => new TaskPlace("", "", executor, 0))]))],
        [""],
        "",
        plan.Definition.Delivery);

    /// <exception cref="ArgumentException">There is no component of that name.</exception>
    public int ParallelismOf(string topology, string component)
        => Components.FirstOrDefault(c => c.Definition.Name == component)?.Tasks.Length
            ?? throw new ArgumentException(
                $"Topology '{topology}' has no component '{component}'{Nearest.Hint(component, Components.Select(c => c.Definition.Name))}",
                nameof(component));

    /// <summary>The consuming tasks that one producing task has channels to, in ascending order.</summary>
    public static ImmutableArray<int> TargetsOf(HostComponent source, int producer, HostComponent target, GroupingKind grouping)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, target.Tasks.Length)];
        if (grouping == GroupingKind.Global)
        {
            return [0];
        }

        if (grouping != GroupingKind.LocalOrShuffle)
        {
            return all;
        }

        TaskPlace place = source.Tasks[producer];
        ImmutableArray<int> near = Near(all, static p => p.Host);
        near = Near(near, static p => p.Worker);
        return place.IsLocal && near.All(t => target.Tasks[t].IsLocal) ? Near(near, static p => p.Executor) : near;

        // Where every consumer has a producer next to it, none starves when each producer stays at home.
        ImmutableArray<int> Near<TKey>(ImmutableArray<int> among, Func<TaskPlace, TKey> key)
        {
            HashSet<TKey> producers = [.. source.Tasks.Select(key)];
            if (!among.All(t => producers.Contains(key(target.Tasks[t]))))
            {
                return among;
            }

            ImmutableArray<int> home = [.. among.Where(t => EqualityComparer<TKey>.Default.Equals(key(target.Tasks[t]), key(place)))];
            return home.IsEmpty ? among : home;
        }
    }

    /// <summary>Whether a channel is a direct call. An asynchronous handler may not be ready, so it is never called directly.</summary>
    public static bool IsFused(TaskPlace producer, TaskPlace consumer, SubscriptionDefinition subscription)
        => !subscription.IsAsync && producer.IsLocal && producer.Executor == consumer.Executor;

    /// <summary>
    /// Whether a call of a task may leave something behind when it throws: state, acks, commands, tuples on their way to another executor. What is called
    /// directly belongs to the call.
    /// </summary>
    /// <param name="component">The component.</param>
    /// <param name="task">Its task, which runs here.</param>
    /// <param name="isFixed">Whether channels stay as they are as long as the task lives.</param>
    public bool LeavesTraces(HostComponent component, int task, bool isFixed)
        => component.Definition.States.Length > 0
            || component.Definition.PositionStep != 0
            || component.Definition.Sink is not null
            || component.Definition.Inputs.Any(i => i.AcksByHand)
            || Edges.Where(e => ReferenceEquals(e.Source, component)).Any(edge => !isFixed
                || TargetsOf(component, task, edge.Target, edge.Subscription.Grouping).Any(target =>
                    !IsFused(component.Tasks[task], edge.Target.Tasks[target], edge.Subscription) || LeavesTraces(edge.Target, target, isFixed)));

    private static IEnumerable<HostEdge> Connect(ImmutableArray<HostComponent> components, TrackedStreams? tracked)
        => from target in components
           where target.Tasks.Length > 0
           from edge in target.Definition.Inputs.Select((subscription, index) => (Subscription: subscription, Index: index))
           let source = components.First(c => c.Definition.Name == edge.Subscription.Source)
           where source.Tasks.Length > 0
           select new HostEdge(source, target, edge.Subscription, edge.Index, tracked?.IsTracked(edge.Subscription) == true);

    private static IEnumerable<HostEdge> ConnectLedgers(ImmutableArray<HostComponent> components, TrackedStreams tracked)
        => from bolt in components
           where bolt.Tasks.Length > 0
           from spout in components
           where spout.Tasks.Length > 0 && tracked.SpoutsBefore(bolt.Definition.Name).Contains(spout.Definition.Name)
           select new HostEdge(bolt, spout, new LedgerSubscription(bolt.Definition.Name), -1 - components.IndexOf(bolt));
}
