using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>After what time a state forgets a key.</summary>
internal static class TimeToLive
{
    private const decimal MostDays = 3650;

    /// <returns>In ticks of 100 ns; 0 where nothing was said, or with a problem.</returns>
    public static long Parse(AttributeData? attribute, string state, ProblemCollector problems)
    {
        if (attribute?.Argument<string?>("TimeToLive", null) is not { } text)
        {
            return 0;
        }

        if (TickInterval.Parse(text, MostDays) is { } time)
        {
            return time;
        }

        problems.Add(TG0704.Rule, Spot.Argument(attribute, "TimeToLive"), $"TimeToLive '{text}' of state '{state}' is not valid", "write a positive number and a unit: \"30s\", \"10m\", \"1h\", \"30d\"");
        return 0;
    }
}
