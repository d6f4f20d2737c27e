using System.Collections.Immutable;
using System.Numerics;

namespace TopoGen.Runtime;

/// <summary>What must hold before a topology is started. The compiler has said most of it already, but libraries can be mixed.</summary>
internal static class PlanValidation
{
    /// <summary>Of a component.</summary>
    public const int MostTasks = 1024;

    /// <summary>Checks the graph and sorts it topologically, by name among equals.</summary>
    public static ImmutableArray<ComponentDefinition> Sort(TopologyDefinition definition)
    {
        CheckTopology(definition);
        var byName = new Dictionary<string, ComponentDefinition>(StringComparer.Ordinal);
        foreach (ComponentDefinition component in definition.Components)
        {
            if (component.Problem is { } problem)
            {
                throw Refuse(definition, $"component '{component.Name}' was not compiled: {problem}");
            }

            if (!byName.TryAdd(component.Name, component))
            {
                throw Refuse(definition, $"two components are called '{component.Name}'; rename one of the classes.");
            }
        }

        foreach (ComponentDefinition component in definition.Components)
        {
            foreach (SubscriptionDefinition input in component.Inputs)
            {
                CheckSubscription(definition, byName, component, input);
            }

            foreach (TickDefinition tick in component.Ticks)
            {
                CheckTick(definition, component, tick);
            }
        }

        return TopologicalOrder(definition, byName);
    }

    public static int Parallelism(TopologyDefinition definition, ComponentDefinition component, EngineOptions options)
    {
        bool isGiven = options.Components.TryGetValue(component.Name, out int given);
        int tasks = isGiven ? given : component.Parallelism;
        bool isKeyed = component.Inputs.Any(i => i.Grouping is GroupingKind.Fields or GroupingKind.PartialKey);
        int most = isKeyed ? Math.Min(MostTasks, definition.KeyGroups) : MostTasks;
        if (tasks < 0 || tasks > most)
        {
            string limit = isKeyed && most < MostTasks ? $" (the topology has {most} key groups)" : "";
            throw new TopologyInputException($"Parallelism of component '{component.Name}' is {tasks}; expected 0 to {most:N0}{limit}.");
        }

        return tasks;
    }

    public static void CheckComponentNames(TopologyDefinition definition, EngineOptions options)
    {
        string[] known = [.. definition.Components.Select(c => c.Name)];
        foreach (string name in options.Components.Keys.Order(StringComparer.Ordinal))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new TopologyInputException(
                    $"Topology '{definition.Name}' has no component '{name}' to set the parallelism of (it has {string.Join(", ", known)})"
                    + Nearest.Hint(name, known));
            }
        }
    }

    /// <summary>What cannot be written to a checkpoint, no topology accepts that promises to keep it.</summary>
    private static void CheckStates(TopologyDefinition definition)
    {
        foreach (ComponentDefinition component in definition.Components)
        {
            if (component.KeptStates.FirstOrDefault(s => s.Layout is null) is { } state)
            {
                throw Refuse(
                    definition,
                    $"state '{state.Name}' of '{component.Name}' cannot be part of a checkpoint, which Delivery.{definition.Delivery} needs: {state.Problem}.");
            }
        }
    }

    private static void CheckTopology(TopologyDefinition definition)
    {
        CheckDelivery(definition);

        if (!BitOperations.IsPow2(definition.KeyGroups) || definition.KeyGroups > 32_768)
        {
            throw Refuse(definition, $"KeyGroups is {definition.KeyGroups}; expected a power of two, 1 to 32,768.");
        }

        if (definition.Components.All(c => c.Kind != ComponentKind.Spout))
        {
            throw Refuse(definition, "it has no spout; mark a class with [Spout].");
        }
    }

    private static void CheckDelivery(TopologyDefinition definition)
    {
        if (definition.Delivery == Delivery.ExactlyOnce)
        {
            if (ManualHandler(definition) is { } manual)
            {
                throw Refuse(
                    definition,
                    $"'{manual}' acks by hand, and under Delivery.ExactlyOnce a tuple is done with its handler's call; remove the Anchor from its parameters, or set Delivery = Delivery.AtLeastOnce.");
            }

            CheckRecovery(definition);
            CheckPositions(definition);
            CheckStates(definition);
        }

        if (definition.Delivery == Delivery.AtLeastOnce)
        {
            CheckReplay(definition);
            CheckStates(definition);
        }
    }

    private static void CheckRecovery(TopologyDefinition definition)
    {
        if (definition.Components.FirstOrDefault(c => c is { Recovery: Recovery.None, States.IsEmpty: false }) is { } component)
        {
            throw Refuse(
                definition,
                $"it promises ExactlyOnce, and '{component.Name}' has Recovery.None, so that its state '{component.States[0].Name}' begins anew where a task is moved or rewound; remove Recovery.None, or the state.");
        }
    }

    private static void CheckPositions(TopologyDefinition definition)
    {
        if (definition.Components.FirstOrDefault(c => c is { Kind: ComponentKind.Spout, KeptStates.IsEmpty: true, Problem: null }) is { } spout)
        {
            throw Refuse(
                definition,
                $"it promises ExactlyOnce, and its spout '{spout.Name}' does not say where to begin again; mark how far it has come with [Position] or [State], and seek there in Open.");
        }
    }

    private static void CheckReplay(TopologyDefinition definition)
    {
        if (definition.Components.Length > LedgerId.MostComponents)
        {
            throw Refuse(definition, $"it has {definition.Components.Length:N0} components; expected {LedgerId.MostComponents:N0} at the most under Delivery.AtLeastOnce.");
        }

        foreach (ComponentDefinition component in definition.Components)
        {
            if (component is { Kind: ComponentKind.Spout, IsReliable: false, KeptStates.IsEmpty: true, Problem: null })
            {
                throw Refuse(
                    definition,
                    $"it asks for Delivery.AtLeastOnce, and spout '{component.Name}' could replay nothing; give an output a message id, as in 'Emit(in T tuple, long messageId)', or set Delivery = Delivery.AtMostOnce.");
            }
        }
    }

    private static string? ManualHandler(TopologyDefinition definition)
        => definition.Components.SelectMany(c => c.Inputs.Where(i => i.AcksByHand).Select(i => $"{c.Name}.{i.Handler}")).FirstOrDefault();

    private static void CheckSubscription(
        TopologyDefinition definition,
        Dictionary<string, ComponentDefinition> byName,
        ComponentDefinition component,
        SubscriptionDefinition input)
    {
        if (!byName.TryGetValue(input.Source, out ComponentDefinition? source))
        {
            throw Refuse(
                definition,
                $"'{component.Name}.{input.Handler}' subscribes to '{input.Source}', which is not in it; add it with [Include<{input.Source}>].");
        }

        StreamDefinition? stream = source.Outputs.FirstOrDefault(o => o.Name == input.Stream && o.TupleType == input.TupleType);
        if (stream is null)
        {
            throw Refuse(
                definition,
                $"'{component.Name}.{input.Handler}' subscribes to stream '{input.Stream}' of {input.TupleType.Name}, which '{source.Name}' does not emit.");
        }

        if (stream.Direct != (input.Grouping == GroupingKind.Direct))
        {
            throw Refuse(
                definition,
                $"'{component.Name}.{input.Handler}' and stream '{stream.Name}' of '{source.Name}' differ: a direct output needs a direct grouping, and only that.");
        }
    }

    private static void CheckTick(TopologyDefinition definition, ComponentDefinition component, TickDefinition tick)
    {
        // A shorter one would fire once, a longer one not start: both are limits of System.Threading.Timer.
        if (tick.Interval < TimeSpan.FromMilliseconds(1) || tick.Interval > TimeSpan.FromDays(49))
        {
            throw Refuse(
                definition,
                $"the interval of '{component.Name}.{tick.Method}' is {tick.Interval}; expected {TimeSpan.FromMilliseconds(1)} to {TimeSpan.FromDays(49)}.");
        }
    }

    private static ImmutableArray<ComponentDefinition> TopologicalOrder(
        TopologyDefinition definition, Dictionary<string, ComponentDefinition> byName)
    {
        var sorted = ImmutableArray.CreateBuilder<ComponentDefinition>(byName.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (string name in byName.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name);
        }

        return sorted.MoveToImmutable();

        void Visit(string name)
        {
            if (done.Contains(name))
            {
                return;
            }

            int seen = path.IndexOf(name);
            if (seen >= 0)
            {
                // The path runs against the streams, from consumer to source.
                throw Refuse(definition, $"it has a cycle: {string.Join(" -> ", path.Skip(seen).Append(name).Reverse())}.");
            }

            path.Add(name);
            foreach (string source in byName[name].Inputs.Select(i => i.Source).Distinct().Order(StringComparer.Ordinal))
            {
                Visit(source);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
            sorted.Add(byName[name]);
        }
    }

    private static TopologyInputException Refuse(TopologyDefinition definition, string why)
        => new($"Topology '{definition.Name}' cannot start: {why}");
}
