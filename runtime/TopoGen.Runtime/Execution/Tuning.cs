using System.Numerics;

namespace TopoGen.Runtime;

/// <summary>
/// The bounds within which the engine adapts to what comes, from a preference and from what a user set in its place. Immutable.
/// </summary>
/// <param name="SpinTime">How long a thread without work looks on before it sleeps.</param>
/// <param name="AlwaysSpins">Whether it does even where work came later than that lately.</param>
/// <param name="Yields">Whether it gives its processor away in between, because there are others that may need it.</param>
/// <param name="MaxIdleWait">After how long an idle spout is asked again at the latest.</param>
/// <param name="TurnTime">How long a unit's turn should not take: what it sent is published at its end.</param>
/// <param name="BatchSize">How many tuples a turn or a batch has at the most.</param>
/// <param name="Linger">How long a small batch for another worker waits for more at the most.</param>
/// <param name="LingerFactor">It waits so many times as long as sending takes, if that is less; 0 for always as long as it may.</param>
/// <param name="MostRing">How many tuples a ring holds at the most.</param>
/// <param name="LeastRing">And at the least, whatever the memory.</param>
/// <param name="RingMemory">Bytes that the rings of a process may take together.</param>
internal sealed record Tuning(
    TimeSpan SpinTime,
    bool AlwaysSpins,
    bool Yields,
    TimeSpan MaxIdleWait,
    TimeSpan TurnTime,
    int BatchSize,
    TimeSpan Linger,
    int LingerFactor,
    int MostRing,
    int LeastRing,
    long RingMemory)
{
    /// <summary>A smaller ring would make its two ends wait for each other at each tuple.</summary>
    private const int SmallestRing = 64;

    /// <param name="options">Validated.</param>
    /// <param name="executors">How many threads share the processors.</param>
    /// <param name="processors">How many there are.</param>
    public static Tuning Of(EngineOptions options, int executors, int processors)
    {
        Tuning preset = Of(options.Prefer);
        return preset with
        {
            SpinTime = options.SpinTime ?? Shared(preset.SpinTime, executors, processors),
            Yields = 2 * executors > processors,
            MaxIdleWait = options.MaxIdleWait ?? preset.MaxIdleWait,
            BatchSize = options.BatchSize ?? preset.BatchSize,
            MostRing = options.RingCapacity ?? preset.MostRing,
            LeastRing = options.RingCapacity ?? SmallestRing,
            RingMemory = options.RingMemory * 1024L * 1024,
        };
    }

    /// <summary>The capacity of each of so many rings, a power of two.</summary>
    /// <param name="slotSize">Bytes of a slot.</param>
    /// <param name="rings">How many rings share the memory.</param>
    public int RingCapacity(int slotSize, int rings)
    {
        long slots = Math.Max(1, RingMemory / Math.Max(1, rings) / slotSize);
        return (int)Math.Clamp(1L << BitOperations.Log2((ulong)slots), LeastRing, MostRing);
    }

    private static Tuning Of(Preference preference) => preference switch
    {
        Preference.Latency => Balanced with
        {
            SpinTime = TimeSpan.FromMilliseconds(2),
            AlwaysSpins = true,
            MaxIdleWait = TimeSpan.FromMilliseconds(1),
            TurnTime = TimeSpan.FromMicroseconds(20),
            BatchSize = 256,
            Linger = TimeSpan.Zero,
            MostRing = 1024,
        },
        Preference.Throughput => Balanced with
        {
            SpinTime = TimeSpan.FromMicroseconds(20),
            TurnTime = TimeSpan.FromMicroseconds(500),
            BatchSize = 4096,
            LingerFactor = 0,
            MostRing = 32 * 1024,
        },
        _ => Balanced,
    };

    private static Tuning Balanced { get; } = new(
        SpinTime: TimeSpan.FromMicroseconds(150),
        AlwaysSpins: false,
        Yields: true,
        MaxIdleWait: TimeSpan.FromMilliseconds(25),
        TurnTime: TimeSpan.FromMicroseconds(100),
        BatchSize: 2048,
        Linger: TimeSpan.FromMilliseconds(1),
        LingerFactor: 16,
        MostRing: 8 * 1024,
        LeastRing: SmallestRing,
        RingMemory: 0);

    /// <summary>Threads that have to share processors look on for less, and one that has the only processor would look on in vain.</summary>
    private static TimeSpan Shared(TimeSpan spinTime, int executors, int processors)
        => processors == 1 ? TimeSpan.Zero : spinTime / Math.Max(1.0, executors / (2.0 * processors));
}
