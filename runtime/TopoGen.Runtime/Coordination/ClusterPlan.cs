using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime;

/// <summary>
/// Which worker runs which task, in one generation. Immutable; the leader publishes another one to change anything. A plan
/// that names worker ids nobody holds is inert.
/// </summary>
public sealed record ClusterPlan
{
    /// <summary>The token that publishing it set the register to. Its generation is the plan's version.</summary>
    public required FencingToken Token { get; init; }

    /// <summary>The run it belongs to.</summary>
    public required string Run { get; init; }

    public PlanMode Mode { get; init; }

    /// <summary>All workers that may send to each other, those without tasks included, by id.</summary>
    public required ImmutableArray<WorkerInfo> Workers { get; init; }

    /// <summary>All components, in topological order.</summary>
    [JsonConverter(typeof(PlacementConverter))]
    public required ImmutableArray<PlannedTasks> Components { get; init; }

    /// <summary>The version of the <see cref="DesiredState"/> that it carries out.</summary>
    public long Desired { get; init; }

    /// <summary>The <see cref="DesiredState.Rebalance"/> that it carries out. A leader sees from it whether tasks are to be spread anew.</summary>
    public long Rebalance { get; init; }

    /// <summary>For a topology that keeps epochs: where its tasks have begun. Else null.</summary>
    public EpochPlan? Epochs { get; init; }

    /// <summary>Whether all tasks begin anew with it, from a committed epoch or from nothing.</summary>
    [JsonIgnore]
    public bool Rewinds => Epochs?.Token == Token;

    /// <summary>The <see cref="DesiredState.Workers"/> that it carries out.</summary>
    public int? Spread { get; init; }
}
