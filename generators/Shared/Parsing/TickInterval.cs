using System.Globalization;

namespace TopoGen.Generators;

/// <summary>Intervals as <c>[Tick]</c> writes them: <c>250ms</c>, <c>1s</c>, <c>5m</c>, <c>1.5h</c>, <c>2d</c>.</summary>
internal static class TickInterval
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>What timers can do.</summary>
    private const decimal MostDays = 49;

    /// <returns>The interval in ticks of 100 ns, or null where the text is none, or is outside of 1 ms to so many days.</returns>
    public static long? Parse(string? text, decimal mostDays = MostDays)
    {
        if (text is null)
        {
            return null;
        }

        foreach ((string unit, long ticks) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && decimal.TryParse(
                    text.Substring(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                && number <= mostDays * TimeSpan.TicksPerDay / ticks && number * ticks >= TimeSpan.TicksPerMillisecond)
            {
                return (long)(number * ticks);
            }
        }

        return null;
    }
}
