using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>
/// What four workers cost that have nothing to do: <c>run --workers 4</c> of this executable with its private Redis, by the
/// processor time that the system counts for the workers. Linux only.
/// </summary>
internal static class IdleWorkers
{
    private const int Workers = 4;

    /// <summary>Until all have joined and all tasks run; above all until the runtime's compiler has optimized what the start ran.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private static readonly Lazy<Task<int[]>> Started = new(StartAsync);

    /// <param name="seconds">For how long they are watched. They live as long as this process.</param>
    public static async Task<Figures> RunAsync(long seconds)
    {
        int[] workers = await Started.Value;
        double before = workers.Sum(ProcessorSeconds);
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        double used = workers.Sum(ProcessorSeconds) - before;
        return new Dictionary<string, double> { ["core"] = 100 * used / Stopwatch.GetElapsedTime(begun).TotalSeconds };
    }

    private static async Task<int[]> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");
        string[] arguments = [typeof(IdleWorkers).Assembly.Location, "run", "--topology", "idle", "--workers", $"{Workers}", "--data", folder.FullName];
        Process supervisor = Process.Start(SubjectProcess.DotnetHost(), arguments);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Supervisors.Stop(supervisor);
            folder.Delete(recursive: true);
        };
        int[] workers = await WorkersOf(supervisor);
        await Task.Delay(Settling);
        return workers;
    }

    private static async Task<int[]> WorkersOf(Process supervisor)
    {
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < StartLimit && !supervisor.HasExited)
        {
            int[] found = [.. Process.GetProcessesByName("dotnet").Select(static p => p.Id).Where(id => IsWorkerOf(id, supervisor.Id))];
            if (found.Length == Workers)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{Workers} workers were not there within {StartLimit.TotalSeconds} s.");
    }

    private static bool IsWorkerOf(int id, int supervisor)
        => TryRead(id) is { } fields
            && int.Parse(fields[1], CultureInfo.InvariantCulture) == supervisor
            && File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains("worker");

    /// <summary>
    /// To the nanosecond, of all threads there are: the times in <c>stat</c> are sampled in ticks, which who runs for microseconds escapes.
    /// </summary>
    private static double ProcessorSeconds(int id)
        => Directory.EnumerateDirectories($"/proc/{id}/task").Sum(
            static task => double.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e9);

    /// <returns>What follows the name in <c>/proc/ID/stat</c>: state, parent, and so on; null where the process is gone.</returns>
    private static string[]? TryRead(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null;
        }
    }
}
