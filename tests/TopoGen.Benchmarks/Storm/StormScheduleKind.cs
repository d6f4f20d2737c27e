namespace TopoGen.Benchmarks;

internal enum StormScheduleKind
{
    /// <summary>A spout without a tuple that is due says <see cref="SpoutStatus.Idle"/>.</summary>
    Rests,

    /// <summary>It says <see cref="SpoutStatus.More"/>, and is asked over and over.</summary>
    Spins,

    /// <summary>The input ends.</summary>
    Over,
}
