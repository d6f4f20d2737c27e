using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Simulation.Tests;

/// <summary>The entry point of this assembly where a test starts it as a process of its own: prints the traces' hashes of a few seeds.</summary>
internal static class SecondProcess
{
    public static int Main(string[] args)
    {
        if (args is ["history", var from, var count, var oracle, var kinds, ..])
        {
            ulong first = ulong.Parse(from, CultureInfo.InvariantCulture);
            return Histories(first, ulong.Parse(count, CultureInfo.InvariantCulture), Enum.Parse<Oracle>(oracle), kinds, args.Contains("end"));
        }

        foreach (string seed in args)
        {
            Console.WriteLine(DeterminismTests.Run(ulong.Parse(seed, CultureInfo.InvariantCulture)));
        }

        return 0;
    }

    /// <summary>
    /// For people: <c>history FIRST COUNT ORACLE KINDS [end]</c> prints what becomes of some seeds; of a single one, all that happens. In the place of kinds,
    /// the name of one of the other histories.
    /// </summary>
    /// <returns>1 where one of them fails.</returns>
    private static int Histories(ulong first, ulong count, Oracle oracle, string kinds, bool toEnd)
    {
        int code = 0;
        var faults = new FaultCounts();
        for (ulong seed = first; seed < first + count; seed++)
        {
            try
            {
                TextWriter? trace = count == 1 ? Console.Out : null;
                Console.WriteLine(kinds switch
                {
                    nameof(History.HandOutTwice) => History.HandOutTwice(seed, oracle, faults, trace),
                    nameof(History.Spoil) => History.Spoil(seed, oracle, faults, trace),
                    nameof(History.Rebuild) => History.Rebuild(seed, oracle, faults, trace),
                    nameof(History.Crawl) => History.Crawl(seed, faults, trace),
                    _ when toEnd => History.RunToEnd(seed, Enum.Parse<Disturbances>(kinds), oracle, faults, trace),
                    _ => History.Run(seed, Enum.Parse<Disturbances>(kinds), oracle, faults, trace),
                });
            }
            catch (Exception exception)
            {
                code = 1;
                Console.WriteLine($"{seed} FAILED: {(count == 1 ? exception : exception.Message.Split('\n')[0])}");
            }
        }

        Console.WriteLine(faults);
        return code;
    }

    /// <returns>What it printed, line by line.</returns>
    public static string[] Run(IEnumerable<ulong> seeds)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(SecondProcess).Assembly.Location);
        foreach (ulong seed in seeds)
        {
            start.ArgumentList.Add(seed.ToString(CultureInfo.InvariantCulture));
        }

        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
