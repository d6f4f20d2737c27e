namespace TopoGen.Runtime;

/// <summary>Bytes that are not an encoded tuple, or a tuple that has no encoding.</summary>
public sealed class TupleFormatException(string message) : Exception(message);
