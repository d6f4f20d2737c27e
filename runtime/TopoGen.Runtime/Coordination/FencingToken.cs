namespace TopoGen.Runtime;

/// <summary>
/// Proves who may write. Tokens are ordered by generation, but one is valid only where both parts equal the store's register: a
/// store that lost its last writes may hand out a generation again, never with the same nonce.
/// </summary>
/// <param name="Generation">Counts up with every change of leader and every plan.</param>
/// <param name="Nonce">Random.</param>
public readonly record struct FencingToken(long Generation, ulong Nonce)
{
    private const int NonceBits = 16;

    /// <summary>
    /// Of the tasks that a plan with this token places. Higher for a higher generation; and where a store that lost its last writes has handed
    /// a generation out again, still another one: what the plans that it forgot have placed may run on for a while.
    /// </summary>
    public long Incarnation => (Generation << NonceBits) | (long)(Nonce >> (64 - NonceBits));

    public override string ToString() => $"{Generation}.{Nonce:x16}";
}
