using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>From <c>kill -9</c> of one of three workers to the first tuple that one of its tasks processes elsewhere.</summary>
internal static class RecoveryRun
{
    /// <param name="isSeen">Whether the supervisor sees it. Else that is stopped meanwhile, as on a machine that is lost.</param>
    public static async Task<Figures> RunAsync(bool isSeen)
    {
        using var workers = new StartedWorkers(StartTopology.Tasks);
        await workers.UntilAsync(static () => StartTopology.Everywhere);
        (string File, int Process)[] before = [.. workers.Tasks];

        // Tasks are alike, but workers are not: any may lead. Which one it is changes from run to run.
        int victim = before[Random.Shared.Next(before.Length)].Process;
        if (!isSeen)
        {
            Signal("-STOP", workers.Supervisor);
        }

        long killed = Stopwatch.GetTimestamp();
        Signal("-KILL", victim);
        long processed = await workers.UntilAsync(() => workers.Tasks.Select(static t => t.File).Except(before.Select(static t => t.File)).FirstOrDefault());
        if (!isSeen)
        {
            Signal("-CONT", workers.Supervisor);
        }

        return new Dictionary<string, double> { ["elsewhere"] = Stopwatch.GetElapsedTime(killed, processed).TotalSeconds };
    }

    private static void Signal(string name, int process)
    {
        using Process kill = Process.Start("kill", [name, $"{process}"]);
        kill.WaitForExit();
    }
}
