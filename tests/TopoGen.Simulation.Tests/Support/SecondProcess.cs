using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Simulation.Tests;

/// <summary>The entry point of this assembly where a test starts it as a process of its own: prints the traces' hashes of a few seeds.</summary>
internal static class SecondProcess
{
    public static int Main(string[] args)
    {
        if (args is ["debug", var from, var count, ..])
        {
            for (ulong seed = ulong.Parse(from); seed < ulong.Parse(from) + ulong.Parse(count); seed++)
            {
                try { Console.WriteLine(HistoryTests.Run(seed, Enum.Parse<Disturbances>(args.ElementAtOrDefault(3) ?? "All"), Enum.Parse<Delivery>(args.ElementAtOrDefault(4) ?? "AtMostOnce"), count == "1" ? Console.Out : null)); }
                catch (Exception e) { Console.WriteLine($"{seed} FAILED {e.Message}"); if (count == "1") { Console.WriteLine(e); } }
            }

            return 0;
        }

        foreach (string seed in args)
        {
            Console.WriteLine(DeterminismTests.Run(ulong.Parse(seed, CultureInfo.InvariantCulture)));
        }

        return 0;
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
