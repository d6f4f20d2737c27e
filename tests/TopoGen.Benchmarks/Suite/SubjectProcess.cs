using System.Diagnostics;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary>Runs a subject as a process and collects its figures.</summary>
internal static class SubjectProcess
{
    /// <returns>What the process printed as the last line, and <c>wall</c>: seconds from its start to its end.</returns>
    /// <exception cref="InvalidOperationException">The process failed; the message has what it said.</exception>
    public static async Task<Figures> RunAsync(Subject subject)
    {
        ProcessStartInfo start = ProcessorPlace.Start(subject.IsSpread ? 0 : null, subject.Command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        if (subject.IsWorker)
        {
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{subject.Name} did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double wall = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{subject.Name} ended with {process.ExitCode}: {await errors}{output}");
        }

        var figures = new Dictionary<string, double> { ["wall"] = wall };
        if (!subject.IsSilent)
        {
            string last = output.TrimEnd().Split('\n')[^1];
            foreach ((string name, double value) in JsonSerializer.Deserialize<Dictionary<string, double>>(last)!)
            {
                figures[name] = value;
            }
        }

        return figures;
    }

    /// <summary>The <c>dotnet</c> that runs this process, or else the one on the path.</summary>
    public static string DotnetHost()
        => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");
}
