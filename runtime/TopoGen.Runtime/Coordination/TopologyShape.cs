using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What decisions need to know of a topology. The same in all workers of one build; immutable.</summary>
internal sealed class TopologyShape
{
    private readonly TopologyDefinition _definition;
    private readonly ImmutableDictionary<string, ComponentDefinition> _byName;

    /// <exception cref="TopologyInputException">The definition cannot run; the message says why.</exception>
    public TopologyShape(TopologyDefinition definition)
    {
        ImmutableArray<ComponentDefinition> sorted = PlanValidation.Sort(definition);
        string[] names = [.. sorted.Select(c => c.Name)];
        _definition = definition;
        _byName = sorted.ToImmutableDictionary(c => c.Name, StringComparer.Ordinal);
        Components = [.. sorted.Select(c => new ShapeComponent(c.Name, c.Kind, c.Parallelism, c.LosesState, c.KeptStates.Any(s => s.Key is null), c.Recovery))];
        Edges =
        [
            .. sorted.SelectMany((target, t) => target.Inputs.Select(
                input => new ShapeEdge(Array.IndexOf(names, input.Source), t, input.Grouping, input.TuplesPerSlot, Math.Max(1, input.LeastTupleSize)))),
        ];
    }

    public string Name => _definition.Name;

    /// <summary>What it was made of.</summary>
    public TopologyDefinition Definition => _definition;

    /// <summary>Whether all tasks begin from a committed epoch where one of them is lost.</summary>
    public bool KeepsEpochs => _definition.KeepsEpochs;

    /// <summary>In topological order: sources before those who read them.</summary>
    public ImmutableArray<ShapeComponent> Components { get; }

    /// <summary>One for each subscription.</summary>
    public ImmutableArray<ShapeEdge> Edges { get; }

    /// <summary>The number of tasks: what operators want, else what was declared.</summary>
    /// <exception cref="TopologyInputException">It is out of the component's range; the message says which.</exception>
    public int ParallelismOf(ShapeComponent component, DesiredState desired)
    {
        var options = new EngineOptions();
        if (desired.Parallelism.TryGetValue(component.Name, out int given))
        {
            options.Components[component.Name] = given;
        }

        return PlanValidation.Parallelism(_definition, _byName[component.Name], options);
    }

    /// <summary>The number of tasks of all components, in topological order.</summary>
    /// <inheritdoc cref="Check" path="/exception"/>
    public ImmutableArray<int> Parallelism(DesiredState desired)
    {
        Check(desired);
        return [.. Components.Select(c => ParallelismOf(c, desired))];
    }

    /// <summary>To be called before operators' wishes are written to the store.</summary>
    /// <exception cref="TopologyInputException">They do not fit this topology; the message names what, its value and what is expected.</exception>
    public void Check(DesiredState desired)
    {
        var options = new EngineOptions();
        foreach ((string name, int tasks) in desired.Parallelism)
        {
            options.Components[name] = tasks;
        }

        PlanValidation.CheckComponentNames(_definition, options);
        foreach (ShapeComponent component in Components)
        {
            PlanValidation.Parallelism(_definition, _byName[component.Name], options);
        }

        if (desired.Workers is { } workers and (< 1 or > 1024))
        {
            throw new TopologyInputException($"Workers is {workers}; expected 1 to 1,024.");
        }

        if (desired.KillWait is < 0 or > 86_400_000)
        {
            throw new TopologyInputException($"KillWait is {desired.KillWait} ms; expected 0 to 86,400,000 ms (1 day).");
        }
    }
}
