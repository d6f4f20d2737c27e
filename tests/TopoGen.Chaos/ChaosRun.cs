using System.Globalization;

namespace TopoGen.Chaos;

/// <summary>Runs a topology, lets things go wrong, and judges by what its sinks hold at the end.</summary>
internal sealed class ChaosRun
{
    private static readonly string[] OpenToMachines = ["bind 0.0.0.0", "protected-mode no"];

    /// <summary>How long output may be missing until spouts are allowed more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ChaosOptions _options;
    private readonly TextWriter _log;
    private readonly Field _field;
    private readonly List<TimeSpan> _recoveries = [];
    private readonly List<string> _problems = [];
    private int _rounds;
    private int _given;

    private ChaosRun(ChaosOptions options, TextWriter log, Field field) => (_options, _log, _field) = (options, log, field);

    /// <param name="options">What to do.</param>
    /// <param name="log">Gets a line for each round.</param>
    /// <param name="stop">Ends it early; that is a broken promise, too.</param>
    public static async Task<ChaosResult> RunAsync(ChaosOptions options, TextWriter log, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.Limit);
        using Machines? machines = FaultCatalog.NeedMachines(options.Faults) ? new Machines(options.Workers) : null;
        await using TestCluster cluster = await TestCluster.StartAsync(
            options.Topology, [.. AppendOnlyFile.Settings, .. machines is null ? [] : OpenToMachines]);
        // What they note beside the store is theirs as well.
        cluster.Environment["XDG_STATE_HOME"] = cluster.Folder["state"];
        string target = machines is null ? cluster.Redis.Address : $"{machines.Here}:{cluster.Redis.Port}";
        string[] args =
        [
            $"--target={target}", $"--keys={options.Keys}", $"--length={options.Length}", "--max-failures=0", "--message-timeout=10s",
            $"--epoch-interval={options.EpochInterval.TotalMilliseconds}ms", $"--lease-time={options.LeaseTime.TotalMilliseconds}ms",
        ];
        bool mayLose = FaultCatalog.MayLose(options.Faults);
        var supply = new Supply(cluster.Journals, options.Tuples);
        supply.RaiseTo(0);
        using var watch = new OutletWatch(cluster.Journals, options.Keys, options.Length);
        var field = new Field
        {
            Options = options,
            Random = new Random(options.Seed),
            Cluster = cluster,
            Fleet = machines is null ? new SupervisedFleet(cluster, options.Workers, mayLose, args) : new MachineFleet(cluster, machines, options.Workers, mayLose, args),
            Machines = machines,
            Watch = watch,
            Supply = supply,
        };
        var run = new ChaosRun(options, log, field);
        await run.RunAsync(limit.Token);
        ChaosResult result = await run.JudgeAsync();
        if (!result.IsKept)
        {
            await log.WriteLineAsync(cluster.Describe());
        }

        return result;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        await SayAsync($"{_options.Topology}, {_options.Workers} workers, {_options.Tuples} tuples of {_options.Keys} keys, faults {string.Join(",", _options.Faults)}, seed {_options.Seed}");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task supply = _field.Supply.RunAsync(end.Token);
        Task fleet = _field.Fleet.KeepAsync(end.Token);
        try
        {
            await RoundsAsync(fleet, cancellation);
            _field.Supply.Finish();
            await SayAsync("no more faults; the rest of the input is let go");
            await fleet;
        }
        catch (RunEndedException) when (_options.Delivery == Delivery.AtMostOnce)
        {
            await SayAsync($"all input was given or skipped after {_rounds} rounds");
        }
        catch (OperationCanceledException)
        {
            _problems.Add($"it hangs: {(cancellation.IsCancellationRequested ? $"not over after {_options.Limit}, or told to stop" : $"no output for {_options.RecoveryLimit} after a fault")}");
        }
        catch (Exception exception)
        {
            _problems.Add($"round {_rounds + 1}: {exception.Message}");
        }

        await end.CancelAsync();
        await Task.WhenAny(Task.WhenAll(supply, fleet));
    }

    private async Task RoundsAsync(Task fleet, CancellationToken cancellation)
    {
        Fault[] faults = FaultCatalog.Make(_options.Faults);
        Share(0);
        _field.Mark();
        TimeSpan first = await BeyondAsync(fleet, _options.Limit, cancellation);
        await SayAsync($"first output after {first.TotalMilliseconds:0} ms");
        for (; _rounds < _options.Rounds; _rounds++)
        {
            Share(++_given);
            await Task.Delay(_field.Random.NextDouble() * _options.FaultPause, cancellation);
            Fault fault = faults[_field.Random.Next(faults.Length)];
            _field.Mark();
            string done = await fault.CauseAsync(_field, cancellation);
            TimeSpan recovery = await BeyondAsync(fleet, _options.RecoveryLimit, cancellation);
            _recoveries.Add(recovery);
            await SayAsync($"round {_rounds + 1}/{_options.Rounds}: {done}; output after {recovery.TotalMilliseconds:0} ms");
            if (await fault.EndAsync(_field, cancellation))
            {
                _field.Mark();
                await BeyondAsync(fleet, _options.RecoveryLimit, cancellation);
            }
        }
    }

    private void Share(int round) => _field.Supply.RaiseTo(Math.Min(1, (round + 1.0) / (_options.Rounds + 2)));

    private async Task<TimeSpan> BeyondAsync(Task fleet, TimeSpan limit, CancellationToken cancellation)
    {
        Task<TimeSpan> beyond = _field.UntilBeyondAsync(limit, cancellation);
        while (!beyond.IsCompleted)
        {
            if (await Task.WhenAny(beyond, fleet, Task.Delay(Patience, cancellation)) == fleet)
            {
                await fleet;
                throw new RunEndedException();
            }

            if (!beyond.IsCompleted && _options.Delivery == Delivery.AtMostOnce)
            {
                // Spouts may have skipped what they are allowed.
                Share(++_given);
            }
        }

        return await beyond;
    }

    private async Task<ChaosResult> JudgeAsync()
    {
        string folder = _field.Cluster.Journals;
        Findings findings;
        try
        {
            findings = Judge.Of(
                _options.Keys,
                _options.Length,
                ("files", SinkReader.ReadFiles(folder)),
                ("Redis", await SinkReader.ReadRedisAsync(_field.Cluster.Redis.Address, _options.Keys)));
        }
        catch (Exception exception) when (exception is FormatException or StackExchange.Redis.RedisException)
        {
            _problems.Add($"the sinks cannot be read: {exception.Message}");
            findings = new Findings(0, 0, 0, 0, []);
        }

        _problems.AddRange(findings.Breaks(_options.Delivery, _field.Fleet.HasAcceptedLoss));
        bool isKept = _problems.Count == 0;
        return new ChaosResult(
            findings.Lost,
            findings.Duplicates,
            findings.Reordered,
            findings.StateErrors,
            _options.Delivery == Delivery.AtMostOnce ? 0 : SinkReader.CountEpochs(folder),
            Percentiles.Of(_recoveries),
            _rounds,
            _options.Seed,
            isKept ? "kept" : "broken",
            _field.Fleet.HasAcceptedLoss,
            [.. _problems, .. isKept ? [] : findings.Samples, .. _field.Fleet.Ends]);
    }

    private Task SayAsync(string text) => _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{text}"));
}
