using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>
/// All single values of <see cref="EngineOptions"/>; the parallelism of components is apart, because its names are the topology's.
/// Ranges are checked by <see cref="EngineOptions.Validate"/>.
/// </summary>
internal static class EngineSettings
{
    /// <summary>As the default of what <see cref="EngineOptions.Prefer"/> decides.</summary>
    private const string Preferred = "by --prefer";

    private static readonly EngineOptions Defaults = new();

    public static IReadOnlyList<Setting<EngineOptions>> All { get; } =
    [
        Number(nameof(EngineOptions.Executors), "--executors", "Threads", "1 to 1,024",
            "the processors, at most the highest parallelism", (o, n) => o.Executors = n),
        new(nameof(EngineOptions.Prefer), "--prefer", "WHAT", "What batches, rings and waiting are adapted for: latency, throughput or balanced",
            "latency, throughput or balanced", "", "balanced", TryPrefer),
        Number(nameof(EngineOptions.RingMemory), "--ring-memory", "Memory that rings between tasks of a process may take, in MiB",
            "1 to 65,536", Text(Defaults.RingMemory), (o, n) => o.RingMemory = n),
        Number(nameof(EngineOptions.RingCapacity), "--ring-capacity", "Tuples that a ring between two tasks holds",
            "a power of two, 2 to 1,048,576", Preferred, (o, n) => o.RingCapacity = n),
        Number(nameof(EngineOptions.BatchSize), "--batch-size", "Tuples that are handed over at once",
            "1 to 65,536", Preferred, (o, n) => o.BatchSize = n),
        Number(nameof(EngineOptions.OutboxLimit), "--outbox-limit", "Tuples that one call may emit beyond the room in a ring",
            "1,024 to 1,073,741,824", Text(Defaults.OutboxLimit), (o, n) => o.OutboxLimit = n),
        Time(nameof(EngineOptions.SpinTime), "--spin-time", "How long a thread without work looks for more before it sleeps",
            "0s to 10ms", Preferred, (o, t) => o.SpinTime = t),
        Time(nameof(EngineOptions.MaxIdleWait), "--max-idle-wait", "The longest wait before an idle spout is asked again",
            "1ms to 1m", Preferred, (o, t) => o.MaxIdleWait = t),
        Time(nameof(EngineOptions.DrainTimeout), "--drain-timeout", "How long work in progress may take when told to stop",
            "0s to 1d", Duration.Text(Defaults.DrainTimeout), (o, t) => o.DrainTimeout = t),
        Time(nameof(EngineOptions.EpochInterval), "--epoch-interval", "From the beginning of one epoch to that of the next, where the topology has them",
            "10ms to 1h", Duration.Text(Defaults.EpochInterval), (o, t) => o.EpochInterval = t),
        Number(nameof(EngineOptions.MaxPending), "--max-pending", "At least once: incomplete messages of a spout's task until it is asked no more",
            "1 to 1,048,576", Text(Defaults.MaxPending), (o, n) => o.MaxPending = n),
        Time(nameof(EngineOptions.MessageTimeout), "--message-timeout", "At least once: a message fails when nothing is heard of it for so long; 0s, and it never does",
            "100ms to 1d", Duration.Text(Defaults.MessageTimeout), (o, t) => o.MessageTimeout = t),
        Number(nameof(EngineOptions.MaxFailures), "--max-failures", "At least once: failures after which a message is reported and given up; 0, and it never is",
            "0 to 1,000,000", Text(Defaults.MaxFailures), (o, n) => o.MaxFailures = n),
    ];

    private static Setting<EngineOptions> Number(
        string name, string option, string description, string range, string standard, Action<EngineOptions, int> set)
        => new(name, option, "N", description, range.StartsWith('a') ? "" : "a whole number", range, standard, (options, text) =>
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                return false;
            }

            set(options, number);
            return true;
        });

    private static Setting<EngineOptions> Time(
        string name, string option, string description, string range, string standard, Action<EngineOptions, TimeSpan> set)
        => new(name, option, "TIME", description, "a time such as 250ms or 30s", range, standard, (options, text) =>
        {
            if (Duration.Parse(text) is not { } time)
            {
                return false;
            }

            set(options, time);
            return true;
        });

    private static bool TryPrefer(EngineOptions options, string text)
    {
        // By name only: a number would be taken for one too.
        foreach (Preference preference in Enum.GetValues<Preference>())
        {
            if (string.Equals(preference.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                options.Prefer = preference;
                return true;
            }
        }

        return false;
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
