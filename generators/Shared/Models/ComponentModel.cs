namespace TopoGen.Generators;

/// <summary>
/// A spout or bolt, ready to be written. Immutable, compares by content; holds nothing of Roslyn and no position, so that an
/// edit of a method's body changes nothing here. Every list is in an order that does not depend on the order of files.
/// </summary>
/// <param name="Summary">What its topology needs to know.</param>
/// <param name="Recovery">What there is in reserve for its tasks: one of <see cref="Recoveries"/>.</param>
/// <param name="Outputs">The methods to implement; complete even if there is a <paramref name="Problem"/>.</param>
/// <param name="Fields">The fields behind the outputs, one per stream and in the order of streams.</param>
/// <param name="Constructor">The arguments of its constructor.</param>
/// <param name="Handlers">One adapter class each.</param>
/// <param name="Subscriptions">One per grouping attribute.</param>
/// <param name="Keys">The key selectors in use.</param>
/// <param name="Tables">The per-key states.</param>
/// <param name="States">Every state, per key and per task, as <c>describe</c> shows it.</param>
/// <param name="Kept">The fields that are part of checkpoints.</param>
/// <param name="Position">For spouts: how far it has come, or null.</param>
/// <param name="Messages">For spouts: how it names its messages, or null where it does not.</param>
/// <param name="Open">Calls of <c>Open</c>, base first.</param>
/// <param name="End">Calls of <c>End</c>, base first.</param>
/// <param name="Close">Calls of <c>Close</c>, base first.</param>
/// <param name="Commits">Calls of what is marked <c>[OnCommit]</c>, base first.</param>
/// <param name="Sink">Where its output leads out of the topology: where to. Else null.</param>
/// <param name="Next">For spouts: the expression that calls the user's method.</param>
/// <param name="Problem">Why only stubs are generated, or null.</param>
internal sealed record ComponentModel(
    TypeShape Shape,
    ComponentRole Role,
    ComponentSummary Summary,
    string Recovery,
    int MaxInFlight,
    bool Ordered,
    EquatableArray<OutputModel> Outputs,
    EquatableArray<StreamModel> Fields,
    EquatableArray<InjectionModel> Constructor,
    EquatableArray<HandlerModel> Handlers,
    EquatableArray<SubscriptionModel> Subscriptions,
    EquatableArray<KeyModel> Keys,
    EquatableArray<TableModel> Tables,
    EquatableArray<StateModel> States,
    EquatableArray<KeptFieldModel> Kept,
    PositionModel? Position,
    MessageModel? Messages,
    EquatableArray<HookModel> Open,
    EquatableArray<HookModel> End,
    EquatableArray<HookModel> Close,
    EquatableArray<TickModel> Ticks,
    EquatableArray<HookModel> Commits,
    SinkModel? Sink,
    string Next,
    Problem? Problem);
