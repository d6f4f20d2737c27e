namespace TopoGen.Runtime;

/// <summary>The kinds of handshake messages, in the order in which they come. The values are part of the protocol.</summary>
internal enum HandshakeKind : byte
{
    /// <summary>Dialler: who I am, whom I want, and a nonce.</summary>
    Hello = 1,

    /// <summary>Acceptor: who I am, and a nonce.</summary>
    Challenge = 2,

    /// <summary>Dialler: I know the secret.</summary>
    Proof = 3,

    /// <summary>Acceptor: so do I, and frames follow; or why not. Also in place of a challenge.</summary>
    Verdict = 4,
}
