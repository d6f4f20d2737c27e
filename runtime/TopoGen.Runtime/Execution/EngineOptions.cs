using System.Globalization;
using System.Numerics;

namespace TopoGen.Runtime;

/// <summary>How a topology is run. Every value is checked by <see cref="Validate"/> before anything starts.</summary>
public sealed class EngineOptions
{
    /// <summary>
    /// The number of threads, 1 to 1,024. By default the number of processors, or the highest parallelism of a component where
    /// that is less: more threads than that would only split fused chains.
    /// </summary>
    public int? Executors { get; set; }

    /// <summary>What is given up for what. It bounds how the engine adapts batches, rings and waiting; the options below that it stands for take its place where they are set.</summary>
    public Preference Prefer { get; set; }

    /// <summary>Mebibytes that the rings between tasks of this process may take together: 1 to 65,536. Each holds 64 tuples at the least, whatever it is.</summary>
    public int RingMemory { get; set; } = 64;

    /// <summary>Tuples a ring between two tasks holds: a power of two, 2 to 1,048,576. Null, the default: as <see cref="Prefer"/> and <see cref="RingMemory"/> allow.</summary>
    public int? RingCapacity { get; set; }

    /// <summary>
    /// After how many tuples a ring's producer publishes at the latest, and how many a task handles at the most before its executor looks
    /// at the next: 1 to 65,536. Larger is faster, smaller is fairer; an idle producer publishes at once whatever it is, and what takes long
    /// is handled in smaller batches. Null, the default: by <see cref="Prefer"/>.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// How many tuples one call may emit beyond the room in a ring before the call fails: 1,024 to 1,073,741,824. The memory of
    /// a ring's overflow is bounded by it.
    /// </summary>
    public int OutboxLimit { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// For how long an executor without work keeps looking before it sleeps, where that pays: 0 to 10 ms. Waking it costs about 65 µs. Null, the
    /// default: by <see cref="Prefer"/> and the number of processors.
    /// </summary>
    public TimeSpan? SpinTime { get; set; }

    /// <summary>
    /// After how long the call of an idle spout is repeated at the latest: 1 ms to 1 minute. Once it is not worth looking on, that begins with 1 ms and doubles.
    /// Null, the default: by <see cref="Prefer"/>.
    /// </summary>
    public TimeSpan? MaxIdleWait { get; set; }

    /// <summary>How long work in progress may take after the topology was told to stop: 0 to 1 day.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the beginning of one epoch the next begins, where the topology has them: 10 ms to 1 hour.</summary>
    public TimeSpan EpochInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// At least once: how many messages of one task of a spout may be incomplete until it is not asked for more, 1 to 1,048,576. One call
    /// may go beyond.
    /// </summary>
    public int MaxPending { get; set; } = 16 * 1024;

    /// <summary>
    /// At least once: a message fails when nothing is heard of it for so long, or up to twice that: 100 ms to 1 day, or 0, and it never does.
    /// </summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>At least once: after so many failures a message is reported and given up, to the error stream where that is read, 1 to 1,000,000; or 0, and it never is.</summary>
    public int MaxFailures { get; set; } = 3;

    /// <summary>Parallelism by component name, in place of the declared one; 0 switches a component off.</summary>
    public IDictionary<string, int> Components { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <exception cref="TopologyInputException">An option is out of its range; the message names it, its value and the range.</exception>
    public void Validate()
    {
        if (Executors is { } executors)
        {
            Check(nameof(Executors), executors, 1, 1024);
        }

        if (!Enum.IsDefined(Prefer))
        {
            throw new TopologyInputException($"Prefer is {Prefer}; expected {string.Join(", ", Enum.GetNames<Preference>())}.");
        }

        Check(nameof(RingMemory), RingMemory, 1, 65_536);
        Check(nameof(RingCapacity), RingCapacity ?? 2, 2, 1 << 20);
        if (RingCapacity is { } capacity && !BitOperations.IsPow2(capacity))
        {
            throw new TopologyInputException($"RingCapacity is {capacity}; expected a power of two, 2 to 1,048,576.");
        }

        Check(nameof(BatchSize), BatchSize ?? 1, 1, 65_536);
        Check(nameof(OutboxLimit), OutboxLimit, 1024, 1 << 30);
        Check(nameof(SpinTime), SpinTime ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        Check(nameof(MaxIdleWait), MaxIdleWait ?? TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Check(nameof(EpochInterval), EpochInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Check(nameof(DrainTimeout), DrainTimeout, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check(nameof(MaxPending), MaxPending, 1, 1 << 20);
        if (MessageTimeout != TimeSpan.Zero && (MessageTimeout < TimeSpan.FromMilliseconds(100) || MessageTimeout > TimeSpan.FromDays(1)))
        {
            throw new TopologyInputException(
                $"MessageTimeout is {MessageTimeout}; expected {TimeSpan.FromMilliseconds(100)} to {TimeSpan.FromDays(1)}, or {TimeSpan.Zero} for none.");
        }

        Check(nameof(MaxFailures), MaxFailures, 0, 1_000_000);
    }

    private static void Check(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new TopologyInputException(
                string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; expected {least:N0} to {most:N0}."));
        }
    }

    private static void Check(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw new TopologyInputException(
                string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; expected {least} to {most}."));
        }
    }
}
