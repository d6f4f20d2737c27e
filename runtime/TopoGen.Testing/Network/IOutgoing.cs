namespace TopoGen.Testing;

/// <summary>An end of a channel that may have something to send.</summary>
internal interface IOutgoing
{
    /// <summary>Sends one thing, if there is one.</summary>
    /// <returns>Whether there may be more right away.</returns>
    bool Emit(SimulatedConnection connection);
}
