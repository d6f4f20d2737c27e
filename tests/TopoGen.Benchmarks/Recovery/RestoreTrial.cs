using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>A run that is stopped with its state stored, and goes on: from its start to its first output.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="IsRedis">Else one process with its embedded store.</param>
internal sealed record RestoreTrial(string Name, bool IsRedis)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <returns>Seconds.</returns>
    public async Task<double> RunAsync(long keys)
    {
        using var redis = new RecoveryRedis();
        using var folder = new VisitFolder();
        var settings = new VisitSettings(keys, Rate: 1000, Every: 1, folder.Path);
        string[] arguments =
        [
            "run", "--topology", "recovery-checkpoint", .. IsRedis ? ["--workers", "1", "--redis", redis.Address] : Array.Empty<string>(), .. folder.HurriedData,
        ];
        long last;
        using (var filled = new VisitRun(settings with { Every = Math.Max(1, keys / 1000) }, arguments))
        {
            await filled.UntilAsync(output => output.Number >= keys);
            await filled.WatchAsync(Settling);
            filled.Stop();
            await filled.WatchAsync(TimeSpan.FromMilliseconds(100));
            last = filled.Outputs.Max(static o => o.Number);
        }

        using var run = new VisitRun(settings, arguments);
        VisitOutput first = await run.UntilAsync(output => output.Number > last);
        return Stopwatch.GetElapsedTime(run.Begun, first.Seen).TotalSeconds;
    }
}
