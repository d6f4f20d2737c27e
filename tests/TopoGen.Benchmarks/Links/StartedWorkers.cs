using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary><c>run</c> of <see cref="StartTopology"/>, with workers and a private Redis or without, and the files that it writes. Linux only.</summary>
internal sealed class StartedWorkers : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-");
    private readonly Process _supervisor;
    private readonly Task _output;

    /// <param name="workers">As in <c>--workers</c>; 0 for one process without.</param>
    public StartedWorkers(int workers)
    {
        string data = Path.Combine(_folder.FullName, "data");
        var start = new ProcessStartInfo(
            SubjectProcess.DotnetHost(),
            [
                typeof(StartedWorkers).Assembly.Location, "run", "--topology", "start", "--data", data, .. workers > 0 ? ["--workers", $"{workers}"] : Array.Empty<string>(),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [StartTopology.Folder] = _folder.FullName },
        };
        Begun = Stopwatch.GetTimestamp();
        _supervisor = Process.Start(start) ?? throw new InvalidOperationException("The supervisor did not start.");
        _output = Task.WhenAll(_supervisor.StandardOutput.ReadToEndAsync(), _supervisor.StandardError.ReadToEndAsync());
    }

    /// <summary>When the supervisor was started.</summary>
    public long Begun { get; }

    public int Supervisor => _supervisor.Id;

    /// <summary>Tasks that have processed a tuple: their file and their process.</summary>
    public IEnumerable<(string File, int Process)> Tasks
        => Directory.EnumerateFiles(_folder.FullName, "task-*")
            .Where(static file => !file.EndsWith(".part", StringComparison.Ordinal))
            .Select(static file => (file, int.Parse(Path.GetFileName(file).Split('-')[1], CultureInfo.InvariantCulture)));

    /// <summary>Waits for a file.</summary>
    /// <returns>The timestamp in it.</returns>
    public async Task<long> UntilAsync(Func<string?> find)
    {
        long asked = Stopwatch.GetTimestamp();
        while (true)
        {
            if (find() is { } file && File.Exists(Path.Combine(_folder.FullName, file)))
            {
                return long.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, file)), CultureInfo.InvariantCulture);
            }

            if (Stopwatch.GetElapsedTime(asked) > Limit || _supervisor.HasExited)
            {
                throw new InvalidOperationException($"No tuple was processed within {Limit.TotalSeconds} s.");
            }

            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        Supervisors.Stop(_supervisor);
        _output.Wait();
        _supervisor.Dispose();
        _folder.Delete(recursive: true);
    }
}
