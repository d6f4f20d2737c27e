namespace TopoGen.Runtime;

/// <summary>A dialler whose secret, if there is one, is proved.</summary>
/// <param name="From">Who it is.</param>
/// <param name="To">The worker it means to reach.</param>
/// <param name="Proof">The acceptor's proof for the verdict.</param>
/// <param name="Offer">Shared memory for the connection, if both sides would use it.</param>
internal readonly record struct HandshakeRequest(HandshakeParty From, string To, byte[]? Proof, RingOffer? Offer = null);
