using System.Diagnostics;

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
        double before = workers.Sum(ProcessTree.ProcessorSeconds);
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        double used = workers.Sum(ProcessTree.ProcessorSeconds) - before;
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
        => ProcessTree.ParentOf(id) == supervisor && File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains("worker");
}
