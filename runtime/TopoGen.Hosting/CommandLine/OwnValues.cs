using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>Reads the values of <see cref="OwnOptions"/>.</summary>
internal static class OwnValues
{
    private const int MostWorkers = 1024;

    public static bool IsDot(string? format) => format switch
    {
        null or "mermaid" => false,
        "dot" => true,
        _ => throw new TopologyInputException($"--format is '{format}'; expected mermaid or dot."),
    };

    /// <returns>The number, 0 for all, or null where it was not given.</returns>
    public static int? Workers(string? text)
    {
        if (text is null or "all")
        {
            return text is null ? null : 0;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostWorkers
            ? number
            : throw new TopologyInputException($"--workers is '{text}'; expected a whole number, 1 to 1,024, or all.");
    }

    public static TimeSpan Wait(string? text)
    {
        TimeSpan? time = text is null ? TimeSpan.FromSeconds(30) : Duration.Parse(text);
        return time is { } wait && wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(1)
            ? wait
            : throw new TopologyInputException($"--wait is '{text}'; expected a time such as 250ms or 30s, 0s to 1d.");
    }
}
