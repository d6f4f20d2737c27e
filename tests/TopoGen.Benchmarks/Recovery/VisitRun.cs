using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>A run of a topology of visits in processes of its own, and its output as it comes. Linux only.</summary>
internal sealed class VisitRun : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly VisitSettings _settings;
    private readonly Process _supervisor;
    private readonly ConcurrentQueue<(long At, string Text)> _log = new();
    private readonly HashSet<string> _read;
    private readonly List<VisitOutput> _outputs = [];
    private readonly string _folder;

    /// <param name="settings">What to visit, and where what it leaves is kept.</param>
    /// <param name="arguments"><c>run</c> and its options.</param>
    public VisitRun(VisitSettings settings, params string[] arguments)
    {
        _settings = settings;
        _folder = Directory.CreateDirectory(Path.Combine(settings.Folder, VisitRecord.Folder)).FullName;
        _read = [.. Files()];
        Begun = Stopwatch.GetTimestamp();
        _supervisor = settings.Start(arguments);
        _supervisor.ErrorDataReceived += (_, line) => Log(line.Data);
        _supervisor.OutputDataReceived += (_, line) => Log(line.Data);
        _supervisor.BeginErrorReadLine();
        _supervisor.BeginOutputReadLine();
    }

    public long Begun { get; }

    public int Supervisor => _supervisor.Id;

    public IEnumerable<(long At, string Text)> Lines => _log;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<VisitOutput> Outputs => _outputs;

    /// <summary>The processes that run a tally, or did.</summary>
    public int[] Tallies
        => [.. Directory.EnumerateFiles(_settings.Folder, VisitTally.Mark + "*").Select(static file => int.Parse(Path.GetFileName(file)[VisitTally.Mark.Length..], CultureInfo.InvariantCulture)).Where(IsAlive)];

    /// <summary>Waits for output.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is wrong.</exception>
    public async Task<VisitOutput> UntilAsync(Func<VisitOutput, bool> isWanted)
    {
        long asked = Stopwatch.GetTimestamp();
        while (true)
        {
            foreach (VisitOutput output in Read())
            {
                if (isWanted(output))
                {
                    return output;
                }
            }

            if (Stopwatch.GetElapsedTime(asked) > Limit || _supervisor.HasExited)
            {
                throw new InvalidOperationException($"There is no output. The run said:\n{string.Join('\n', _log.Select(static l => l.Text))}");
            }

            await Task.Delay(2);
        }
    }

    /// <summary>Waits, and reads what comes meanwhile.</summary>
    public async Task WatchAsync(TimeSpan time)
    {
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            Read();
            await Task.Delay(2);
        }
    }

    public void Stop() => Supervisors.Stop(_supervisor);

    public void Dispose()
    {
        Stop();
        _supervisor.Dispose();
    }

    private static bool IsAlive(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue((Stopwatch.GetTimestamp(), line));
        }
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*.txt");

    /// <summary>Each count follows from the number of the visit: any other is a visit that was lost, or counted twice.</summary>
    private List<VisitOutput> Read()
    {
        string[] files = [.. Files().Where(_read.Add).Order(StringComparer.Ordinal)];
        long seen = Stopwatch.GetTimestamp();
        List<VisitOutput> come = [.. files.SelectMany(File.ReadLines).Select(line => VisitOutput.Parse(line, seen))];
        foreach (VisitOutput output in come)
        {
            long expected = (output.Number / _settings.Keys) + 1;
            if (output.Count != expected)
            {
                throw new InvalidOperationException($"Visit {output.Number} was counted as the {output.Count}th of its key; expected {expected}.");
            }
        }

        _outputs.AddRange(come);
        return come;
    }
}
