using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Composes the ports of every task from a plan: adapters where tasks are fused, rings and links where they are not, groupings before
/// them. Channels that were there before are used again. Changes nothing that runs; the result says what is to be changed.
/// </summary>
internal sealed class Linker(TaskHost host, HostPlan plan, IReadOnlyDictionary<TaskId, TaskCell> cells, IReadOnlyDictionary<ChannelId, TaskChannel> known)
{
    private readonly Dictionary<ChannelId, TaskChannel> _channels = [];
    private readonly Dictionary<TaskCell, List<TaskChannel>> _incoming = [];
    private readonly Dictionary<TaskCell, List<(int Subscription, int Producer)>> _closed = [];

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
        var targets = new List<OutputPort>();
        var channels = new List<TaskChannel>();
        var ports = ImmutableArray.CreateBuilder<OutputPort>();
        foreach (StreamDefinition stream in source.Definition.Outputs)
        {
            var consumers = new List<OutputPort>();
            foreach (HostEdge edge in plan.Edges.Where(e => ReferenceEquals(e.Source, source) && e.ListensTo(stream)))
            {
                OutputPort[] route = [.. Targets(edge, task, producer).Select(t => Connect(edge, task, producer, t, channels)).OfType<OutputPort>()];
                if (producer is not null)
                {
                    targets.AddRange(route);
                    consumers.Add(edge.Subscription.CreateRoute(route, task, host.Definition.KeyGroups));
                }
            }

            if (producer is not null)
            {
                ports.Add(stream.Combine([.. consumers]));
            }
        }

        if (producer is not null && (!producer.IsLinked || !producer.Targets.SequenceEqual(targets)))
        {
            HashSet<OutputPort> before = [.. producer.Targets];
            producer.IsLinked = true;
            producer.Targets = targets;
            wiring.Links[producer] = new TaskLinks(
                ports.ToImmutable(),
                [.. channels.Select(c => c.Sender).OfType<IChannelProducer>()],
                [.. channels.Where(c => c.IsFused).Select(c => c.Consumer!)],
                [.. targets.Where(t => !before.Contains(t))]);
        }
    }

    /// <summary>The consuming tasks of one producing task; of one that runs elsewhere only those here.</summary>
    private IEnumerable<int> Targets(HostEdge edge, int task, TaskCell? producer)
    {
        GroupingKind grouping = edge.Subscription.Grouping;
        return producer is not null || grouping is GroupingKind.LocalOrShuffle
            ? HostPlan.TargetsOf(edge.Source, task, edge.Target, grouping)
            : Enumerable.Range(0, grouping == GroupingKind.Global ? 1 : edge.Target.Tasks.Length).Where(t => edge.Target.Tasks[t].IsLocal);
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
        bool isReached = consumer is not null || (!to.HasEnded && plan.Workers.Contains(to.Worker));
        if (producer is not null && !isReached)
        {
            return producer.Discard(id, edge.Subscription);
        }

        if (producer is null && from.HasEnded && !plan.Workers.Contains(from.Worker))
        {
            // It ended, and its worker went: its end may have been on its way.
            Of(_closed, consumer!).Add((edge.Index, task));
        }

        if (!known.TryGetValue(id, out TaskChannel? channel))
        {
            channel = new TaskChannel(id, edge.Subscription, producer, consumer);
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
            channel.CreateSender(host.Network!, to.Worker, host.Options);
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
            channel.CreateRing(host.Options);
        }
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
            [.. channels.Select(c => c.Ring).OfType<RingChannel>()],
            channels.ToDictionary(c => (c.Id.Subscription, c.Id.Producer.Index), c => c.Input!.Slot),
            closed,
            host.IsStopping ? ControlSignal.Stop : ControlSignal.End);
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
