namespace TopoGen.Runtime;

/// <summary>Bytes that are no savepoint, or one that is damaged or of another version.</summary>
/// <param name="message">What is wrong with it, to follow its name: <c>is damaged: …</c>.</param>
internal sealed class SavepointException(string message) : Exception(message);
