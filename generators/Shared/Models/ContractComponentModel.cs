namespace TopoGen.Generators;

/// <summary>What stored state and running workers rely on in a component. Immutable, compares by content.</summary>
/// <param name="FullName">Identifies it.</param>
/// <param name="IsComplete">Not where a problem of the component hides what it is.</param>
/// <param name="KeepsAll">Not where a state of it has no encoding, which topologies that keep state do not accept.</param>
/// <param name="Role"><c>spout</c>, <c>bolt</c> or <c>sink</c>.</param>
/// <param name="Lines">Inputs, outputs and commands, as the contract writes them.</param>
/// <param name="States">What checkpoints keep of it, by name.</param>
/// <param name="Records">The tuple types of its outputs, qualified.</param>
internal sealed record ContractComponentModel(
    string FullName,
    bool IsComplete,
    bool KeepsAll,
    string Role,
    EquatableArray<string> Lines,
    EquatableArray<ContractStateModel> States,
    EquatableArray<string> Records);
