namespace TopoGen.Runtime;

/// <summary>A component, as far as placement cares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Whether it brings tuples in.</param>
/// <param name="Parallelism">The declared number of tasks; the desired state may say another.</param>
/// <param name="HasState">Whether a task that moves loses something.</param>
/// <param name="HasFields">Whether it keeps state per task, which cannot be shared out anew.</param>
/// <param name="Recovery">Whether its tasks have standbys.</param>
internal sealed record ShapeComponent(
    string Name, ComponentKind Kind, int Parallelism, bool HasState, bool HasFields = false, Recovery Recovery = Recovery.Checkpoint);
