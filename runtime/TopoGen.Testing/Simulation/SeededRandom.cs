namespace TopoGen.Testing;

/// <summary>Numbers that follow from a seed, the same on every machine and in every version. One thread.</summary>
/// <remarks>SplitMix64 by Steele, Lea and Flood (2014): any seed is a good one, and a stream forks into independent ones.</remarks>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number that looks random and follows from another one.</summary>
    public static ulong Mix(ulong of) => new SeededRandom(of).NextWord();

    public ulong NextWord()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <param name="end">1 or more.</param>
    /// <returns>0 to one less than the end.</returns>
    public int Next(int end) => (int)Math.BigMul(NextWord(), (ulong)end, out _);

    /// <returns>From the first to one less than the end.</returns>
    public int Next(int first, int end) => first + Next(end - first);

    /// <summary>Whether something happens that does so once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    public TimeSpan Between(TimeSpan least, TimeSpan most)
        => least + TimeSpan.FromTicks((long)Math.BigMul(NextWord(), (ulong)(most - least).Ticks + 1, out _));

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>A stream of its own, so that what one part draws does not change what another one gets.</summary>
    public SeededRandom Fork() => new(NextWord());
}
