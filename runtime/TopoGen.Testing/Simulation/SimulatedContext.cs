namespace TopoGen.Testing;

/// <summary>Brings what asynchronous methods of components go on with back to the simulation's thread.</summary>
internal sealed class SimulatedContext(SimulatedProcess process) : SynchronizationContext
{
    public override void Post(SendOrPostCallback callback, object? state)
        => process.Simulator.Add(new SimulatedEvent(process, "continue", EventKind.Component, () => callback(state)));

    public override void Send(SendOrPostCallback callback, object? state) => callback(state);

    public override SynchronizationContext CreateCopy() => this;
}
