using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>One spout or bolt as it was compiled.</summary>
public sealed class ComponentDefinition
{
    private ImmutableArray<StreamDefinition> _outputs = [];
    private ImmutableArray<SubscriptionDefinition> _inputs = [];
    private ImmutableArray<int> _adapters;
    private ComponentDefinition? _declared;

    /// <summary>The name of its class; unique in a topology.</summary>
    public required string Name { get; init; }

    public required ComponentKind Kind { get; init; }

    public required Type Type { get; init; }

    /// <summary>The default number of tasks.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>What there is in reserve for when the worker of a task is lost.</summary>
    public Recovery Recovery { get; init; }

    /// <summary>What it emits; in a topology whose error stream somebody reads, that of a component that sends is the last one.</summary>
    public ImmutableArray<StreamDefinition> Outputs { get => _outputs; init => _outputs = value; }

    /// <summary>What it subscribes to; in a topology, to each component that sends into the error stream.</summary>
    public ImmutableArray<SubscriptionDefinition> Inputs { get => _inputs; init => _inputs = value; }

    public ImmutableArray<TickDefinition> Ticks { get; init; } = [];

    public ImmutableArray<StateDefinition> States { get; init; } = [];

    /// <summary>For a spout with a <see cref="PositionAttribute"/>: how far one call moves it at the most. 0 for all others.</summary>
    public long PositionStep { get; init; }

    /// <summary>Whether it is told of committed epochs, so that it may act upon them outside of the topology.</summary>
    public bool HasEffects { get; init; }

    /// <summary>For a bolt whose one output leads out of the topology: where to. Else null.</summary>
    public SinkDefinition? Sink { get; init; }

    /// <summary>Those of its states that are part of checkpoints.</summary>
    internal ImmutableArray<StateDefinition> KeptStates => Recovery == Recovery.None ? [] : States;

    /// <summary>How its state, and what it writes as a sink, is written in checkpoints, by name.</summary>
    internal ImmutableArray<StateLayout> StateLayouts
        =>
        [
            .. KeptStates.Where(s => s.Layout is not null).Select(s => new StateLayout(Name, s.Name, s.Layout!))
                .Concat(Sink is null or { IsImmediate: true } ? [] : [new StateLayout(Name, CommandFormat.LayoutName, Sink.Layout)])
                .OrderBy(l => l.State, StringComparer.Ordinal),
        ];

    /// <summary>For a spout: whether it names its messages, and hears what became of them.</summary>
    internal bool IsReliable => Kind == ComponentKind.Spout && Outputs.Any(o => o.HasMessages);

    /// <summary>Whether a task that moves loses state. A position is kept in the store.</summary>
    internal bool LosesState => States.Length > (PositionStep > 0 ? 1 : 0);

    /// <summary>Builds the component from the container and wraps it for the engine; called once per task.</summary>
    public required Func<IServiceProvider, ComponentTask> CreateTask { get; init; }

    /// <summary>Set where the declaration could not be compiled: why. Such a component refuses to start.</summary>
    public string? Problem { get; init; }

    /// <summary>The component without what its topology adds to it: see <see cref="ErrorStream"/>.</summary>
    internal ComponentDefinition Declared => _declared ?? this;

    /// <summary>The index of the output for what fails in it; −1 where it has none.</summary>
    internal int ErrorOutput => _outputs is [.., { IsErrors: true }] ? _outputs.Length - 1 : -1;

    /// <summary>What <see cref="ComponentTask.CreateInput"/> calls the subscription of an index in <see cref="Inputs"/>.</summary>
    internal int AdapterOf(int subscription) => _adapters.IsDefault ? subscription : _adapters[subscription];

    /// <summary>The same with an output for what fails in it.</summary>
    internal ComponentDefinition Sending()
    {
        ComponentDefinition copy = Copy();
        copy._outputs = _outputs.Add(new StreamDefinition<FailedTuple>(ErrorStream.Name, hasMessages: IsReliable));
        return copy;
    }

    /// <summary>The same with its subscriptions to the error stream as one for each component that sends.</summary>
    internal ComponentDefinition Reading(IReadOnlyList<string> senders)
    {
        ComponentDefinition copy = Copy();
        (SubscriptionDefinition Input, int Adapter)[] inputs =
        [
            .. _inputs.SelectMany((input, adapter) => input.Source == ErrorStream.AnySource
                ? senders.Select(sender => (input.From(sender), adapter))
                : [(input, adapter)]),
        ];
        copy._inputs = [.. inputs.Select(i => i.Input)];
        copy._adapters = [.. inputs.Select(i => i.Adapter)];
        return copy;
    }

    private ComponentDefinition Copy()
    {
        var copy = (ComponentDefinition)MemberwiseClone();
        copy._declared = this;
        return copy;
    }
}
