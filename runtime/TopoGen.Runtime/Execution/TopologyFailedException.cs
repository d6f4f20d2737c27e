namespace TopoGen.Runtime;

/// <summary>A topology stopped because a component could not be opened, ended or closed. The message names component and task.</summary>
public sealed class TopologyFailedException(string message, Exception inner) : Exception(message, inner);
