using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// The ids of edges that one executor draws: a permutation of all 64-bit numbers, so that none comes twice, without 0 and <see cref="First"/>. Two
/// executors, or two lives of one, draw from sequences that have nothing to do with each other: equal ids of one tree would cancel out, and
/// it would seem complete.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) with a random beginning and a random step, mixed by David Stafford's variant 13. Ids must not
/// follow one another by rule, as 1, 2, 3 do: 1 XOR 2 XOR 3 is 0.
/// </remarks>
internal struct EdgeIds(ulong start, ulong step)
{
    /// <summary>The first edge of every tree. Ids must differ within a tree only, and this one is given once in each; so it need not be kept for each tuple.</summary>
    public const ulong First = ulong.MaxValue;

    private ulong _state = start;
    private readonly ulong _step = step | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong id;
        do
        {
            id = _state += _step;
            id = (id ^ (id >> 30)) * 0xBF58476D1CE4E5B9;
            id = (id ^ (id >> 27)) * 0x94D049BB133111EB;
            id ^= id >> 31;
        }
        while (id + 1 <= 1);
        return id;
    }
}
