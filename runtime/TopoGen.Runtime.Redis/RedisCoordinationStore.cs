using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// The records of one topology in Redis. Every call is one script there, so one atomic step. What workers must not wait for
/// (status, metrics, errors) goes over a connection of its own, so that it never delays a renewal. Thread-safe.
/// </summary>
public sealed class RedisCoordinationStore : ICoordinationStore
{
    /// <summary>How many errors, and how many losses, are kept.</summary>
    private const int Kept = 1000;

    private readonly RedisConnection _leases;
    private readonly RedisConnection _reports;
    private readonly RedisKeys _keys;
    private readonly RedisRecords _records;

    /// <summary>The plan of the facts that were read last.</summary>
    private ClusterPlan? _plan;

    private RedisCoordinationStore(RedisConnection leases, RedisConnection reports, RedisKeys keys, RedisRecords records)
    {
        _leases = leases;
        _reports = reports;
        _keys = keys;
        _records = records;
    }

    /// <summary>Connects. From then on the store makes broken connections anew by itself, and says once in the log when it cannot.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="topology">The topology's name; others on the same server are not touched.</param>
    /// <param name="loggers">Where outages are said.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TopologyInputException">An option cannot be used.</exception>
    /// <exception cref="CoordinationException">Redis cannot be reached within the connect timeout, or refuses the password.</exception>
    public static async Task<RedisCoordinationStore> ConnectAsync(
        RedisOptions options, string topology, ILoggerFactory loggers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        var keys = new RedisKeys(options.Prefix, topology);
        var outage = new RedisOutage(options.Address, TimeProvider.System, loggers.CreateLogger<RedisCoordinationStore>());
        RedisConnection leases = await RedisConnection.OpenAsync(options, "topogen-leases", outage, cancellation);
        try
        {
            RedisConnection reports = await RedisConnection.OpenAsync(options, "topogen-reports", outage, cancellation);
            return new RedisCoordinationStore(leases, reports, keys, new RedisRecords(options.Address, topology));
        }
        catch
        {
            await leases.DisposeAsync();
            throw;
        }
    }

    public async Task<RunRecord> BeginAsync(RunRecord run, DesiredState desired, string? replaces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(desired);
        RedisResult answer = await _leases.EvaluateAsync(
            RedisScript.Begin,
            [
                _keys.Run, _keys.Refused, _keys.Workers, _keys.Leases, _keys.Leader, _keys.Plan, _keys.Desired, _keys.Positions,
                _keys.Ended, _keys.Links, _keys.Errors, _keys.Losses, _keys.Metrics,
                _keys.News, _keys.Reports, _keys.Applied, _keys.Head, _keys.Manifests, _keys.Epochs,
            ],
            [
                run.Id, JsonSerializer.Serialize(run, CoordinationJson.Default.RunRecord), replaces ?? "",
                desired.Version, JsonSerializer.Serialize(desired, CoordinationJson.Default.DesiredState), run.Fresh ? 1 : 0,
            ],
            cancellation);
        return _records.Run((string?)answer[0], (string?)answer[1], (string?)answer[2])!;
    }

    public async Task<bool> ResumeAsync(RunRecord seen, RunRecord resumed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(resumed);
        // Compared as it is in the store: what another version wrote has members that this one does not write.
        string? found = await _leases.ReadFieldAsync(_keys.Run, "record", cancellation);
        bool isSeen = _records.Run(found, nameof(RunPhase.Running), null) is { } run && (run.Owner, run.Started) == (seen.Owner, seen.Started);
        return await AskAsync(
            RedisScript.Resume,
            [_keys.Run, _keys.Refused],
            [resumed.Id, isSeen ? found! : "", JsonSerializer.Serialize(resumed, CoordinationJson.Default.RunRecord)],
            cancellation);
    }

    public Task<bool> JoinAsync(string run, WorkerInfo worker, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return AskAsync(
            RedisScript.Join,
            [_keys.Run, _keys.Refused, _keys.Workers, _keys.Leases],
            [run, worker.Id, JsonSerializer.Serialize(worker, CoordinationJson.Default.WorkerInfo), RedisRecords.Lease(0, default)],
            cancellation);
    }

    public async Task<WorkerView> RenewAsync(Renewal renewal, CancellationToken cancellation)
    {
        bool leads = renewal.Token != default;
        RedisResult answer = await _leases.EvaluateAsync(
            RedisScript.Renew,
            [_keys.Run, _keys.Refused, _keys.Leases, _keys.Leader, _keys.Register, _keys.Plan],
            [
                renewal.Run, renewal.Worker, renewal.Counter, renewal.Counter - 1, RedisRecords.Lease(renewal.Counter, renewal.Report),
                leads ? renewal.Token.Generation : "", leads ? Nonce(renewal.Token) : "",
            ],
            cancellation);
        return _records.View(answer);
    }

    public async Task<FencingToken?> AcquireAsync(LeaderClaim claim, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(claim.HighestGeneration);
        RedisResult answer = await _leases.EvaluateAsync(
            RedisScript.Acquire,
            [_keys.Run, _keys.Refused, _keys.Leases, _keys.Leader, _keys.Register],
            [
                claim.Run, claim.Worker, claim.Observed.Holder, claim.Observed.Counter, claim.HighestGeneration,
                Nonce(new FencingToken(0, claim.Nonce)),
            ],
            cancellation);
        return answer.IsNull ? null : _records.Token((string?)answer[0], (string?)answer[1]);
    }

    public Task<bool> PublishAsync(FencingToken current, ClusterPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return AskAsync(
            RedisScript.Publish,
            [_keys.Run, _keys.Refused, _keys.Register, _keys.Plan, _keys.Links, _keys.Head],
            [
                plan.Run, current.Generation, Nonce(current), plan.Token.Generation, Nonce(plan.Token),
                JsonSerializer.Serialize(plan, CoordinationJson.Default.ClusterPlan),
                plan.Rewinds ? 1 : 0, plan.Epochs?.From?.ToString() ?? "",
            ],
            cancellation);
    }

    public async Task<ClusterPlan?> ReadPlanAsync(CancellationToken cancellation) =>
        _records.Plan(await _leases.ReadFieldAsync(_keys.Plan, "record", cancellation));

    public async Task<ClusterFacts> ReadFactsAsync(CancellationToken cancellation)
    {
        // Of all facts the plan is by far the largest, and never changes under its token.
        ClusterPlan? known = Volatile.Read(ref _plan);
        string plan = known is { } read ? string.Create(CultureInfo.InvariantCulture, $"unless {read.Token.Generation} {Nonce(read.Token)}") : "hash";
        RedisKey[] keys = FactKeys();
        RedisResult answer = await _leases.EvaluateAsync(
            RedisScript.Read, keys, [.. keys.Select(key => (RedisValue)(key == _keys.Plan ? plan : "hash"))], cancellation);
        ClusterFacts facts = _records.Facts(answer, known);
        Volatile.Write(ref _plan, facts.Plan);
        return facts;
    }

    public async Task<ClusterStatus> ReadStatusAsync(CancellationToken cancellation)
    {
        RedisKey[] hashes = [.. FactKeys(), _keys.Metrics, _keys.Positions, _keys.Refused];
        RedisResult answer = await _reports.EvaluateAsync(
            RedisScript.Read, [.. hashes, _keys.Errors, _keys.Losses], [.. hashes.Select(_ => (RedisValue)"hash"), "newest", "newest"], cancellation);
        return _records.Status(answer);
    }

    public Task<bool> EvictAsync(string run, string worker, long? counter, FencingToken? token, CancellationToken cancellation) =>
        AskAsync(
            RedisScript.Evict,
            [_keys.Run, _keys.Refused, _keys.Workers, _keys.Leases, _keys.Leader, _keys.Register],
            [run, worker, counter is { } stood ? stood : "", token is { } own ? own.Generation : "", token is { } valid ? Nonce(valid) : ""],
            cancellation);

    public Task<bool> FinishAsync(
        string run, FencingToken? token, string? worker, RunPhase phase, string? reason, CancellationToken cancellation)
    {
        if (phase == RunPhase.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(phase), phase, "A run cannot end as running.");
        }

        return AskAsync(
            RedisScript.Finish,
            [_keys.Run, _keys.Refused, _keys.Register, _keys.Leases],
            [
                run, token is { } own ? own.Generation : "", token is { } valid ? Nonce(valid) : "", worker ?? "",
                RedisRecords.Name(phase), reason ?? "",
            ],
            cancellation);
    }

    public Task<bool> ChangeDesiredAsync(string run, DesiredState desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        return AskAsync(
            RedisScript.ChangeDesired,
            [_keys.Run, _keys.Refused, _keys.Desired, _keys.Register],
            [run, desired.Version, desired.Version - 1, JsonSerializer.Serialize(desired, CoordinationJson.Default.DesiredState)],
            cancellation);
    }

    public async Task<PositionRecord?> TakePositionAsync(string run, TaskId task, CancellationToken cancellation)
    {
        RedisResult answer = await _leases.EvaluateAsync(
            RedisScript.TakePosition, [_keys.Run, _keys.Refused, _keys.Positions], [run, RedisRecords.Task(task), task.Incarnation], cancellation);
        return answer.IsNull ? null : new PositionRecord((long)answer[0], (long)answer[1], (long)answer[2]);
    }

    public Task<bool> ReservePositionAsync(string run, TaskId task, long reached, long limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reached);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return AskAsync(
            RedisScript.ReservePosition,
            [_keys.Run, _keys.Refused, _keys.Positions],
            [run, RedisRecords.Task(task), task.Incarnation, reached, limit],
            cancellation);
    }

    public Task<bool> ReleasePositionAsync(string run, TaskId task, long position, long limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return AskAsync(
            RedisScript.ReleasePosition,
            [_keys.Run, _keys.Refused, _keys.Positions],
            [run, RedisRecords.Task(task), task.Incarnation, position, limit],
            cancellation);
    }

    public Task ReportEndedAsync(string run, TaskId task, bool inputOver, CancellationToken cancellation) =>
        RecordAsync(
            _leases, _keys.Ended, run, "ended",
            string.Create(CultureInfo.InvariantCulture, $"{RedisRecords.Task(task)}/{task.Incarnation}"), inputOver ? "1" : "0", cancellation);

    public Task ReportLinkAsync(string run, LinkReport report, CancellationToken cancellation) =>
        RecordAsync(_leases, _keys.Links, run, "link", $"{report.Reporter} {report.Peer}", "1", cancellation);

    public Task ReportErrorAsync(string run, ErrorReport error, CancellationToken cancellation) =>
        AddAsync(_reports, _keys.Errors, run, "error", JsonSerializer.Serialize(error, CoordinationJson.Default.ErrorReport), cancellation);

    public Task ReportLossAsync(string run, LossReport loss, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(loss);
        // The leader's plan waits for it, so it goes with what is urgent.
        return AddAsync(_leases, _keys.Losses, run, "loss", JsonSerializer.Serialize(loss, CoordinationJson.Default.LossReport), cancellation);
    }

    public Task ReportMetricsAsync(string run, WorkerMetrics metrics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return _reports.EvaluateAsync(
            RedisScript.ReportMetrics,
            [_keys.Run, _keys.Refused, _keys.Leases, _keys.Metrics],
            [run, metrics.Worker, JsonSerializer.Serialize(metrics, CoordinationJson.Default.WorkerMetrics)],
            cancellation);
    }

    public async Task<bool> FoldMetricsAsync(string run, FencingToken token, IReadOnlySet<string> kept, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kept);
        RedisResult answer = await _reports.EvaluateAsync(RedisScript.Read, [_keys.Metrics], ["hash"], cancellation);
        KeyValuePair<string, string>[] gone = [.. RedisRecords.Hash(answer[0]).Where(worker => !kept.Contains(worker.Key))];
        if (gone.All(static worker => worker.Key.Length == 0))
        {
            return true;
        }

        // What was summed is compared as it was read: a report that came in between is not lost, and nothing is folded twice.
        WorkerMetrics sum = WorkerMetrics.SumOfGone([.. gone.Select(worker => _records.Metrics(worker.Value))]);
        RedisResult folded = await _reports.EvaluateAsync(
            RedisScript.FoldMetrics,
            [_keys.Run, _keys.Refused, _keys.Register, _keys.Leases, _keys.Metrics],
            [
                run, token.Generation, Nonce(token), JsonSerializer.Serialize(sum, CoordinationJson.Default.WorkerMetrics),
                .. gone.SelectMany(static worker => new RedisValue[] { worker.Key, worker.Value }),
            ],
            cancellation);
        return (long)folded == 1;
    }

    public async ValueTask DisposeAsync()
    {
        await _leases.DisposeAsync();
        await _reports.DisposeAsync();
    }

    private static string Nonce(FencingToken token) => token.Nonce.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>In the order in which <see cref="RedisRecords.Facts"/> reads them.</summary>
    private RedisKey[] FactKeys() =>
        [_keys.Run, _keys.Register, _keys.Leader, _keys.Workers, _keys.Leases, _keys.Plan, _keys.Desired, _keys.Ended, _keys.Links, _keys.Head, _keys.News];

    private async Task<bool> AskAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation) =>
        (long)await _leases.EvaluateAsync(script, keys, arguments, cancellation) == 1;

    private Task AddAsync(
        RedisConnection connection, RedisKey key, string run, string what, string record, CancellationToken cancellation) =>
        connection.EvaluateAsync(RedisScript.Add, [_keys.Run, _keys.Refused, key], [run, what, record, Kept], cancellation);

    private Task RecordAsync(
        RedisConnection connection, RedisKey key, string run, string what, string name, string record, CancellationToken cancellation) =>
        connection.EvaluateAsync(RedisScript.Record, [_keys.Run, _keys.Refused, key], [run, what, name, record], cancellation);
}
