namespace TopoGen.Runtime;

/// <summary>What one side of a handshake says of itself.</summary>
/// <param name="Id">Its worker id.</param>
/// <param name="Schema">The hash of its topology.</param>
/// <param name="Generation">Of the plan it knows.</param>
/// <param name="Nonce">Random bytes of its own.</param>
/// <param name="HasSecret">Whether it expects the other to prove a secret.</param>
/// <param name="MaxTuple">The longest tuple it takes, in bytes.</param>
/// <param name="TakesRings">Whether it would use shared memory for this connection.</param>
internal readonly record struct HandshakeParty(
    string Id, ulong Schema, long Generation, ReadOnlyMemory<byte> Nonce, bool HasSecret, int MaxTuple, bool TakesRings = false);
