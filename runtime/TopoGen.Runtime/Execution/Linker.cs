using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Composes the ports of every task from a plan: adapters where tasks are fused, rings and links where they are not, groupings before
/// them. Channels that were there before are used again. Changes nothing that runs; the result says what is to be changed.
/// </summary>
internal sealed class Linker(TaskHost host, HostPlan plan, IReadOnlyDictionary<TaskId, TaskCell> cells, IReadOnlyDictionary<ChannelId, TaskChannel> known)
{
    private readonly Dictionary<ChannelId, TaskChannel> _channels = [];
    private readonly Dictionary<HostComponent, int[]> _local = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TaskCell, List<TaskChannel>> _incoming = [];
    private readonly Dictionary<TaskCell, List<(int Subscription, int Producer)>> _closed = [];
    private int? _rings;

    public Wiring Link()
    {
        var wiring = new Wiring(_channels);
        foreach (HostComponent source in plan.Components)
        {
            for (int task = 0; task < source.Tasks.Length; task++)
            {
                LinkOutputs(source, task, wiring);
            }
        }

        foreach (TaskCell cell in cells.Values)
        {
            LinkInputs(cell, wiring);
        }

        return wiring;
    }

    private void LinkOutputs(HostComponent source, int task, Wiring wiring)
    {
        TaskCell? producer = cells.GetValueOrDefault(source.Id(task));
        var targets = new List<(OutputPort Port, bool IsNear)>();
        var channels = new List<TaskChannel>();
        var ports = ImmutableArray.CreateBuilder<OutputPort>();
        foreach (StreamDefinition stream in source.Definition.Outputs)
        {
            var consumers = new List<OutputPort>();
            foreach (HostEdge edge in plan.Edges.Where(e => ReferenceEquals(e.Source, source) && e.ListensTo(stream)))
            {
                ImmutableArray<int> near = producer is null ? [] : HostPlan.TargetsOf(edge.Source, task, edge.Target, edge.Subscription.Grouping);
                (OutputPort? Port, bool IsNear)[] connected =
                    [.. Targets(edge, task, producer).Select(t => (Connect(edge, task, producer, t, channels), near.Contains(t)))];
                if (producer is not null)
                {
                    targets.AddRange(connected.Select(c => (c.Port!, c.IsNear)));
                    consumers.Add(edge.Subscription.CreateRoute(
                        [.. connected.Where(c => c.IsNear).Select(c => c.Port!)],
                        [.. connected.Where(c => !c.IsNear).Select(c => c.Port!)],
                        task,
                        host.Definition.KeyGroups));
                }
            }

            if (producer is not null)
            {
                ports.Add(producer.Sink is { } written && !stream.IsErrors ? written.Output.Port : stream.Combine([.. consumers]));
            }
        }

        IReadOnlyList<LedgerPort> ledgers = LinkLedgers(source, task, producer, channels);
        targets.AddRange(ledgers.Select(l => (l.Port, true)));
        if (producer is not null && (!producer.IsLinked || !producer.Targets.SequenceEqual(targets)))
        {
            HashSet<OutputPort> before = [.. producer.Targets.Select(t => t.Port)];
            producer.IsLinked = true;
            producer.Targets = targets;
            wiring.Links[producer] = new TaskLinks(
                ports.ToImmutable(),
                [.. channels.Select(c => c.Sender).OfType<IChannelProducer>(), .. producer.Sink is { } sink ? [sink.Output] : Array.Empty<IChannelProducer>()],
                [.. channels.Where(c => c.IsFused && !c.LeadsToLedger).Select(c => c.Consumer!)],
                ledgers,
                [.. targets.Select(t => t.Port).Where(t => !before.Contains(t))]);
        }
    }

    /// <summary>The ways from one task of a bolt to the ledgers of the messages that reach it.</summary>
    private List<LedgerPort> LinkLedgers(HostComponent bolt, int task, TaskCell? producer, List<TaskChannel> channels)
    {
        var ledgers = new List<LedgerPort>();
        foreach (HostEdge edge in plan.LedgerEdges.Where(e => ReferenceEquals(e.Source, bolt)))
        {
            foreach (int target in Targets(edge, task, producer))
            {
                OutputPort? port = Connect(edge, task, producer, target, channels);
                if (producer is not null)
                {
                    ledgers.Add(new LedgerPort(host.LedgerOf(edge.Target.Id(target)), port!));
                }
            }
        }

        return ledgers;
    }

    /// <summary>The tasks that one producing task has channels to; of one that runs elsewhere only those here.</summary>
    private IEnumerable<int> Targets(HostEdge edge, int task, TaskCell? producer)
        => producer is null
            ? LocalTasks(edge.Target).Where(t => Reaches(edge, task, t))
            : Reached(edge, task);

    /// <summary>
    /// Whether a task waits for the end of one producing task. Where channels can change, a task that gets nothing from a producer now
    /// may get something when either moves: it must not end before.
    /// </summary>
    private bool Reaches(HostEdge edge, int task, int target)
        => edge.Subscription.Grouping switch
        {
            GroupingKind.Global => target == 0,
            GroupingKind.LocalOrShuffle when !host.IsDynamic => Reached(edge, task).Contains(target),
            _ => true,
        };

    /// <inheritdoc cref="Reaches"/>
    private ImmutableArray<int> Reached(HostEdge edge, int task)
        => host.IsDynamic && edge.Subscription.Grouping == GroupingKind.LocalOrShuffle
            ? [.. Enumerable.Range(0, edge.Target.Tasks.Length)]
            : HostPlan.TargetsOf(edge.Source, task, edge.Target, edge.Subscription.Grouping);

    /// <summary>Looked for once: for each task that runs elsewhere it is asked which of these it reaches.</summary>
    private int[] LocalTasks(HostComponent component)
    {
        if (!_local.TryGetValue(component, out int[]? local))
        {
            _local.Add(component, local = [.. Enumerable.Range(0, component.Tasks.Length).Where(t => component.Tasks[t].IsLocal)]);
        }

        return local;
    }

    /// <returns>What the producer sends to; null where it runs elsewhere.</returns>
    private OutputPort? Connect(HostEdge edge, int task, TaskCell? producer, int target, List<TaskChannel> channels)
    {
        var id = new ChannelId(edge.Source.Id(task), edge.Target.Id(target), edge.Index);
        TaskCell? consumer = cells.GetValueOrDefault(id.Consumer);
        if (producer is null && consumer is null)
        {
            return null;
        }

        TaskPlace from = edge.Source.Tasks[task];
        TaskPlace to = edge.Target.Tasks[target];
        if (to.HasEnded || !plan.Workers.Contains(to.Worker))
        {
            // Alike on both sides: who has ended takes nothing more.
            return producer?.Discard(id, edge.Carrier);
        }

        if (!plan.Workers.Contains(from.Worker))
        {
            if (from.HasEnded)
            {
                // Its end may have been on its way when its worker went.
                Of(_closed, consumer!).Add((edge.Index, task));
            }

            return null;
        }

        if (!known.TryGetValue(id, out TaskChannel? channel))
        {
            channel = new TaskChannel(id, edge.Carrier, producer, consumer);
            Create(channel, from, to, edge.Subscription);
        }

        _channels.Add(id, channel);
        channels.Add(channel);
        if (consumer is not null)
        {
            Of(_incoming, consumer).Add(channel);
        }

        return channel.Port;
    }

    private void Create(TaskChannel channel, TaskPlace from, TaskPlace to, SubscriptionDefinition subscription)
    {
        if (channel.Consumer is null)
        {
            channel.CreateSender(host, to.Worker);
        }
        else if (channel.Producer is null)
        {
            channel.CreateReceiver();
        }
        else if (HostPlan.IsFused(from, to, subscription))
        {
            channel.Fuse();
        }
        else
        {
            channel.CreateRing(host, _rings ??= CountRings());
        }
    }

    /// <summary>How many rings the plan has here, those included that were there before.</summary>
    private int CountRings()
    {
        int rings = 0;
        foreach (HostEdge edge in plan.Edges.Concat(plan.LedgerEdges))
        {
            foreach (int task in LocalTasks(edge.Source))
            {
                rings += Reached(edge, task).Count(
                    target => edge.Target.Tasks[target] is { IsLocal: true, HasEnded: false } to && !HostPlan.IsFused(edge.Source.Tasks[task], to, edge.Subscription));
            }
        }

        return rings;
    }

    private void LinkInputs(TaskCell cell, Wiring wiring)
    {
        List<TaskChannel> channels = Of(_incoming, cell);
        List<(int Subscription, int Producer)> closed = Of(_closed, cell);
        ImmutableArray<IChannelInput> inputs = [.. channels.Select(c => c.Input!)];
        if (cell.IsReceiving && closed.Count == 0 && cell.PlannedInputs.SequenceEqual(inputs))
        {
            return;
        }

        cell.IsReceiving = true;
        cell.PlannedInputs = inputs;
        wiring.Inputs[cell] = new TaskInputs(
            inputs,
            [.. channels.Where(c => !c.LeadsToLedger).Select(c => c.Ring).OfType<RingChannel>()],
            Slots(cell),
            closed,
            host.IsStopping ? ControlSignal.Stop : ControlSignal.End);
    }

    /// <summary>What the task waits for: the end of every task that can send to it, whether it has a channel now or not.</summary>
    private Dictionary<(int Subscription, int Producer), ChannelSlot> Slots(TaskCell cell)
    {
        var slots = new Dictionary<(int Subscription, int Producer), ChannelSlot>();
        foreach (HostEdge edge in plan.Edges.Concat(plan.LedgerEdges).Where(e => ReferenceEquals(e.Target.Definition, cell.Definition)))
        {
            for (int producer = 0; producer < edge.Source.Tasks.Length; producer++)
            {
                if (Reaches(edge, producer, cell.Index))
                {
                    slots.Add((edge.Index, producer), cell.PlannedSlot(edge.Index, producer));
                }
            }
        }

        return slots;
    }

    private static List<T> Of<T>(Dictionary<TaskCell, List<T>> lists, TaskCell cell)
    {
        if (!lists.TryGetValue(cell, out List<T>? list))
        {
            lists.Add(cell, list = []);
        }

        return list;
    }
}
