namespace TopoGen.Runtime;

/// <summary>A topology stopped because a component could not be opened, ended or closed, or because its state is another process's now. The message says what.</summary>
public sealed class TopologyFailedException(string message, Exception? inner = null) : Exception(message, inner);
