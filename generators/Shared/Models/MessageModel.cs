namespace TopoGen.Generators;

/// <summary>How a spout names its messages, and hears what became of them. Immutable, compares by content.</summary>
/// <param name="Id">The type of the ids.</param>
/// <param name="HasAck">Whether it hears that a message was processed.</param>
/// <param name="HasFail">Whether it hears that a message failed.</param>
internal sealed record MessageModel(TypeRef Id, bool HasAck, bool HasFail);
