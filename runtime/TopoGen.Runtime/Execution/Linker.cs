namespace TopoGen.Runtime;

/// <summary>Composes the ports of every task: adapters where tasks are fused, rings where they are not, groupings before them.</summary>
internal sealed class Linker(TopologyPlan plan, Dictionary<(string Component, int Task), TaskCell> cells)
{
    public void Link()
    {
        // Ports are made before any task is linked to them; the order of the two loops does not matter otherwise.
        foreach (PlannedComponent source in plan.Components)
        {
            for (int task = 0; task < source.Parallelism; task++)
            {
                LinkOutputs(source, task);
            }
        }
    }

    private void LinkOutputs(PlannedComponent source, int task)
    {
        TaskCell cell = cells[(source.Definition.Name, task)];
        for (int output = 0; output < source.Definition.Outputs.Length; output++)
        {
            StreamDefinition stream = source.Definition.Outputs[output];
            OutputPort[] consumers =
            [
                .. plan.Edges
                    .Where(e => ReferenceEquals(e.Source, source)
                        && e.Subscription.Stream == stream.Name
                        && e.Subscription.TupleType == stream.TupleType)
                    .Select(edge => CreateRoute(cell, edge)),
            ];
            cell.Link(output, stream.Combine(consumers));
        }
    }

    private OutputPort CreateRoute(TaskCell producer, PlannedEdge edge)
    {
        OutputPort[] targets =
        [
            .. TopologyPlan.TargetsOf(edge.Source, producer.Index, edge.Target, edge.Subscription.Grouping)
                .Select(consumer => CreateChannel(producer, edge, cells[(edge.Target.Definition.Name, consumer)])),
        ];
        return edge.Subscription.CreateRoute(targets, producer.Index, plan.Definition.KeyGroups);
    }

    private OutputPort CreateChannel(TaskCell producer, PlannedEdge edge, TaskCell consumer)
    {
        OutputPort input = consumer.Task.CreateInput(edge.SubscriptionIndex);
        if (TopologyPlan.IsFused(edge.Source, producer.Index, edge.Target, consumer.Index, edge.Subscription))
        {
            producer.Fused.Add(consumer);
            return input;
        }

        EngineOptions options = plan.Options;
        var settings = new RingSettings(
            options.RingCapacity,
            options.BatchSize,
            options.OutboxLimit,
            $"{producer} -> {consumer}",
            producer.Executor,
            consumer.Executor);
        RingChannel ring = edge.Subscription.CreateRing(input, settings);
        producer.Rings.Add(ring.Producer);
        consumer.Queues.Add(ring);
        return ring.Output;
    }
}
