using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>One <c>kill -9</c> of one of three workers, of a run that is begun for it, to the first output of what was emitted after it.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Topology">Which one.</param>
/// <param name="IsSeen">Whether the supervisor sees it. Else that is stopped meanwhile, as on a machine that is lost.</param>
internal sealed record RecoveryTrial(string Name, string Topology, bool IsSeen)
{
    /// <summary>For epochs that commit meanwhile, and for the runtime's compiler.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <returns>Seconds, and what happened in between.</returns>
    public async Task<(double Seconds, IReadOnlyList<(double Milliseconds, string What)> Timeline)> RunAsync(long keys)
    {
        using var redis = new RecoveryRedis();
        using var folder = new VisitFolder();
        var settings = new VisitSettings(keys, Rate: 1000, Every: 1, folder.Path);
        using var run = new VisitRun(settings, ["run", "--topology", Topology, "--workers", "3", "--redis", redis.Address, .. folder.HurriedData]);
        await run.UntilAsync(output => output.Number >= keys);
        await run.WatchAsync(Settling);
        int[] tallies = run.Tallies;
        int victim = tallies[Random.Shared.Next(tallies.Length)];
        await using RecoveryTimeline timeline = await RecoveryTimeline.BeginAsync(redis.Address, Topology, victim);
        if (!IsSeen)
        {
            Signal("-STOP", run.Supervisor);
        }

        long killed = Stopwatch.GetTimestamp();
        timeline.Begin(killed);
        Signal("-KILL", victim);
        VisitOutput first = await run.UntilAsync(output => output.Emitted > killed);
        timeline.Note("emitted what comes out first", first.Emitted);
        timeline.Note("output", first.Seen);
        if (!IsSeen)
        {
            Signal("-CONT", run.Supervisor);
        }

        timeline.AddLines(run.Lines);
        return (Stopwatch.GetElapsedTime(killed, first.Seen).TotalSeconds, timeline.Events);
    }

    private static void Signal(string name, int process)
    {
        using Process kill = Process.Start("kill", [name, $"{process}"]);
        kill.WaitForExit();
    }
}
