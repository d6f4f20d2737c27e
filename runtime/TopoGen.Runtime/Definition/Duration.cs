using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>Times as people write them: <c>250ms</c>, <c>1.5s</c>, <c>5m</c>, or <c>hh:mm:ss</c>.</summary>
internal static class Duration
{
    // Longer units first where one ends like another.
    private static readonly (string Unit, double Seconds)[] Units =
        [("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];

    public static TimeSpan? Parse(string text)
    {
        text = text.Trim();
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan clock) ? clock : null;
        }

        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && Math.Abs(number * seconds) < TimeSpan.MaxValue.TotalSeconds)
            {
                return TimeSpan.FromTicks((long)Math.Round(number * seconds * TimeSpan.TicksPerSecond));
            }
        }

        return text == "0" ? TimeSpan.Zero : null;
    }

    /// <summary>The largest unit of which it has at least one, with up to three digits after the point.</summary>
    public static string Text(TimeSpan time)
    {
        double seconds = time.TotalSeconds;
        (string unit, double size) = seconds switch
        {
            0 => ("s", 1.0),
            < 1e-3 => ("us", 1e-6),
            < 1 => ("ms", 1e-3),
            < 60 => ("s", 1),
            < 3600 => ("m", 60),
            < 86_400 => ("h", 3600),
            _ => ("d", 86_400),
        };
        return (seconds / size).ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }
}
