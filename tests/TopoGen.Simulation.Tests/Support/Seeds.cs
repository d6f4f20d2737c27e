using System.Globalization;
using System.Runtime.ExceptionServices;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// The seeds of a test run. They differ from day to day; <c>TOPOGEN_TEST_SEED=N</c> repeats one, <c>TOPOGEN_TEST_SEEDS=N</c> takes N times as many.
/// </summary>
internal static class Seeds
{
    private static readonly ulong? Fixed = Read("TOPOGEN_TEST_SEED");

    private static readonly ulong Times = Read("TOPOGEN_TEST_SEEDS") ?? 1;

    /// <summary>Whether the run is about one seed only.</summary>
    public static bool AreFixed => Fixed is not null;

    /// <summary>Runs something for each seed, on all processors.</summary>
    /// <returns>What came of them, in order.</returns>
    /// <exception cref="Exception">What the first one of those that failed has thrown.</exception>
    public static T[] Run<T>(int count, Func<ulong, T> body)
    {
        ulong[] seeds = [.. Take(count)];
        var results = new T[seeds.Length];
        var failures = new Exception?[seeds.Length];
        Parallel.For(0, seeds.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (at, loop) =>
        {
            try
            {
                results[at] = body(seeds[at]);
            }
            catch (Exception exception)
            {
                failures[at] = exception;
                loop.Break();
            }
        });
        if (failures.FirstOrDefault(f => f is not null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return results;
    }

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
