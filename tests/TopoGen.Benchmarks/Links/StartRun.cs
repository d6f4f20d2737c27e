using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>
/// From the start of <c>run --workers 3</c>, private Redis and all, to the first tuple that all three workers have processed.
/// </summary>
internal static class StartRun
{
    private const int Workers = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<Figures> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");
        string first = Path.Combine(folder.FullName, "first");
        var start = new ProcessStartInfo(
            SubjectProcess.DotnetHost(),
            [typeof(StartRun).Assembly.Location, "run", "--topology", "start", "--workers", $"{Workers}", "--data", folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [StartTopology.File] = first },
        };
        long begun = Stopwatch.GetTimestamp();
        using Process supervisor = Process.Start(start)!;
        Task output = Task.WhenAll(supervisor.StandardOutput.ReadToEndAsync(), supervisor.StandardError.ReadToEndAsync());
        try
        {
            while (!File.Exists(first))
            {
                if (Stopwatch.GetElapsedTime(begun) > Limit || supervisor.HasExited)
                {
                    throw new InvalidOperationException($"No tuple was processed within {Limit.TotalSeconds} s.");
                }

                await Task.Delay(20);
            }
        }
        finally
        {
            Supervisors.Stop(supervisor);
            await output;
        }

        long processed = long.Parse(await File.ReadAllTextAsync(first), CultureInfo.InvariantCulture);
        folder.Delete(recursive: true);
        return new Dictionary<string, double> { ["first"] = Stopwatch.GetElapsedTime(begun, processed).TotalSeconds };
    }
}
