using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;

namespace TopoGen.Runtime;

/// <summary>What was declared and compiled: components, streams and groupings. Immutable; placement is decided at start.</summary>
public sealed class TopologyDefinition
{
    public required string Name { get; init; }

    public Delivery Delivery { get; init; }

    /// <summary>An option of the executable that chooses it; null where it has none.</summary>
    public string? Option { get; init; }

    public int KeyGroups { get; init; } = 256;

    /// <summary>Spouts and bolts, in ordinal order of their names; given as declared, and here with the error stream where one of them reads it.</summary>
    public required ImmutableArray<ComponentDefinition> Components { get; init => field = ErrorStream.Connect(value); }

    /// <summary>Whether its state is kept in epochs.</summary>
    internal bool KeepsEpochs
        => Delivery == Delivery.ExactlyOnce || (Delivery == Delivery.AtLeastOnce && Components.Any(c => c.KeptStates.Length > 0 || c.Sink is not null));

    /// <summary>Whether a committed epoch has effects outside of the topology, which cannot be undone.</summary>
    internal bool HasEffects
        => Components.Any(c => c.HasEffects || c.Sink is { IsImmediate: false } || (Delivery == Delivery.AtLeastOnce && c.IsReliable));

    /// <summary>How all of its state is written.</summary>
    internal ImmutableArray<StateLayout> Layouts => [.. Components.OrderBy(c => c.Name, StringComparer.Ordinal).SelectMany(c => c.StateLayouts)];

    /// <summary>
    /// What stored state and running workers rely on, written at compile time, one fact a line: a section of <c>TopoGen.Topology.txt</c>. Null where the
    /// topology was not compiled by the generator.
    /// </summary>
    public string? Contract { get; init; }

    /// <summary>What <c>run</c> can be given beyond the engine's own options, if anything.</summary>
    public ParametersDefinition? Parameters { get; init; }

    /// <summary>The topology's own <c>static void ConfigureServices(IServiceCollection)</c>, if it has one.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
