using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>A topology in processes of its own, started as users start it, that is told schedule after schedule. Linux only.</summary>
internal sealed class StormRun : ILatencySubject
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(40);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("topogen-benchmarks-");
    private readonly RecoveryRedis? _redis;
    private readonly Process _process;
    private readonly Task<string[]> _output;

    /// <param name="shape">Of the topology.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="delivery">What it promises.</param>
    /// <param name="options">Of <c>run</c>, besides.</param>
    /// <param name="environment">What the topology is told besides.</param>
    public StormRun(StormShape shape, StormPlace place, Delivery delivery, string[] options, params (string Name, string Value)[] environment)
    {
        Board = StormBoard.Make();
        _redis = place is StormPlace.Two or StormPlace.Four ? new RecoveryRedis() : null;
        var start = new ProcessStartInfo(
            SubjectProcess.DotnetHost(),
            [typeof(StormRun).Assembly.Location, "run", "--topology", StormTopologies.NameOf(shape.Name, delivery), "--data", _data.FullName, .. shape.Options(place, _redis?.Address ?? ""), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [StormBoard.Variable] = Board.Folder },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The run did not start.");
        _output = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        Meter = new StormMeter(Board, _redis is null ? new ProcessTree(_process.Id) : new ProcessTree(_process.Id, _redis.ProcessId));
    }

    public StormBoard Board { get; }

    public StormMeter Meter { get; }

    /// <summary>Waits until something was counted.</summary>
    /// <param name="counted">What is looked at.</param>
    public async Task StartedAsync(StormCount counted)
    {
        long begun = Stopwatch.GetTimestamp();
        while (Board.Sum(counted) == 0)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The run ended early with {_process.ExitCode}: {string.Join('\n', await _output)}");
            }

            if (Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                throw new InvalidOperationException($"Nothing arrived within {StartLimit.TotalSeconds} s.");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Ends the input and waits for the end of the run.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task FinishAsync()
    {
        Meter.End();
        using var limit = new CancellationTokenSource(EndLimit);
        await _process.WaitForExitAsync(limit.Token);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The run ended with {_process.ExitCode}: {string.Join('\n', await _output)}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Supervisors.Stop(_process);
        }

        _output.Wait();
        _process.Dispose();
        _redis?.Dispose();
        Board.Dispose();
        _data.Delete(recursive: true);
    }
}
