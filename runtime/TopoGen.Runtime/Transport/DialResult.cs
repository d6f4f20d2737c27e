namespace TopoGen.Runtime;

/// <summary>What came of an attempt to connect.</summary>
/// <param name="Code">How it ended.</param>
/// <param name="Socket">The connection, if it is ready.</param>
internal readonly record struct DialResult(HandshakeCode Code, LinkSocket? Socket);
