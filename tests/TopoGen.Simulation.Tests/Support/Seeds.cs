using System.Globalization;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// The seeds of a test run. They differ from day to day; <c>TOPOGEN_TEST_SEED=N</c> repeats one, <c>TOPOGEN_TEST_SEEDS=N</c> takes N times as many.
/// </summary>
internal static class Seeds
{
    private static readonly ulong? Fixed = Read("TOPOGEN_TEST_SEED");

    private static readonly ulong Times = Read("TOPOGEN_TEST_SEEDS") ?? 1;

    public static IEnumerable<ulong> Take(int count)
    {
        if (Fixed is { } only)
        {
            yield return only;
            yield break;
        }

        ulong first = (ulong)DateTime.UtcNow.Subtract(DateTime.UnixEpoch).TotalDays * 1_000_000;
        for (ulong i = 0; i < (ulong)count * Times; i++)
        {
            yield return first + i;
        }
    }

    private static ulong? Read(string variable)
        => ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null;
}
