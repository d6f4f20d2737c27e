using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>Between the records of coordination and the texts that stand for them in Redis. Pure.</summary>
/// <param name="address">For messages.</param>
/// <param name="topology">For messages.</param>
/// <remarks>All throw <see cref="CoordinationException"/> where a text is none that this version wrote.</remarks>
internal sealed class RedisRecords(string address, string topology)
{
    /// <summary>The counter first: scripts compare it.</summary>
    public static string Lease(long counter, WorkerReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{counter} {JsonSerializer.Serialize(report, CoordinationJson.Default.WorkerReport)}");

    public static string Task(TaskId task) => string.Create(CultureInfo.InvariantCulture, $"{task.Component}/{task.Index}");

    public static string Name(RunPhase phase) => Enum.GetName(phase) ?? throw new ArgumentOutOfRangeException(nameof(phase), phase, null);

    /// <summary>A list as <c>HKEYS</c> gives it.</summary>
    public static string[] Texts(RedisResult list) => [.. ((RedisValue[]?)list ?? []).Select(static text => text.ToString())];

    /// <summary>A hash as <c>HGETALL</c> gives it.</summary>
    public static Dictionary<string, string> Hash(RedisResult flat)
    {
        RedisValue[] texts = (RedisValue[]?)flat ?? [];
        var hash = new Dictionary<string, string>(texts.Length / 2, StringComparer.Ordinal);
        for (int index = 0; index + 1 < texts.Length; index += 2)
        {
            hash[texts[index].ToString()] = texts[index + 1].ToString();
        }

        return hash;
    }

    public RunRecord? Run(string? record, string? phase, string? reason) =>
        Read(record, CoordinationJson.Default.RunRecord, "run") is { } run
            ? run with { Phase = Phase(phase), Reason = string.IsNullOrEmpty(reason) ? null : reason }
            : null;

    public ClusterPlan? Plan(string? record) => Read(record, CoordinationJson.Default.ClusterPlan, "plan");

    public WorkerMetrics Metrics(string record) => Read(record, CoordinationJson.Default.WorkerMetrics, "metrics")!;

    public FencingToken Token(string? generation, string? nonce) =>
        generation is null || nonce is null ? default : Parse(
            $"{generation} {nonce}", "token",
            static text => new FencingToken(Number(text[0]), ulong.Parse(text[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    public WorkerView View(RedisResult answer) => new(
        (long)answer[0] == 1,
        (long)answer[1] == 1,
        Leader((string?)answer[2], (string?)answer[3]),
        (long?)answer[10],
        Token((string?)answer[4], (string?)answer[5]),
        Token((string?)answer[6], (string?)answer[7]),
        Phase((string?)answer[8]),
        (string?)answer[9] is { Length: > 0 } reason ? reason : null);

    public EpochId? Epoch(string? text)
        => text is null ? null
            : EpochId.TryParse(text, out EpochId epoch) ? epoch
            : throw new CoordinationException($"Redis at {address} has the epoch '{text}' for topology '{topology}', which this version cannot read");

    /// <param name="answer">What <c>read.lua</c> gives of the facts' keys.</param>
    /// <param name="known">The plan whose record is left out.</param>
    public ClusterFacts Facts(RedisResult answer, ClusterPlan? known = null)
    {
        Dictionary<string, string> run = Hash(answer[0]);
        Dictionary<string, string> register = Hash(answer[1]);
        Dictionary<string, string> leader = Hash(answer[2]);
        Dictionary<string, string> workers = Hash(answer[3]);
        Dictionary<string, string> planned = Hash(answer[5]);
        ClusterPlan? plan = planned.Count > 0 && !planned.ContainsKey("record") ? known : Plan(planned.GetValueOrDefault("record"));
        Dictionary<string, string> news = Hash(answer[10]);
        EpochId? damaged = Epoch(news.GetValueOrDefault("damaged"));
        return new ClusterFacts
        {
            Run = Run(run.GetValueOrDefault("record"), run.GetValueOrDefault("phase"), run.GetValueOrDefault("reason")),
            Register = Token(register.GetValueOrDefault("generation"), register.GetValueOrDefault("nonce")),
            Leader = Leader(leader.GetValueOrDefault("holder"), leader.GetValueOrDefault("counter")),
            Leases = [.. Hash(answer[4]).OrderBy(static lease => lease.Key, StringComparer.Ordinal).Select(lease => Lease(workers.GetValueOrDefault(lease.Key), lease.Value))],
            Plan = plan,
            Desired = Read(Hash(answer[6]).GetValueOrDefault("record"), CoordinationJson.Default.DesiredState, "desired") ?? new DesiredState(),
            Ended = Hash(answer[7]).ToImmutableDictionary(task => Ended(task.Key), static task => task.Value == "1"),
            Committed = Epoch(Hash(answer[9]).GetValueOrDefault("committed")),
            Damage = damaged is { } epoch && epoch == plan?.Epochs?.From ? new EpochDamage(epoch, news.GetValueOrDefault("problem", "")) : null,
            Links = [.. Hash(answer[8]).Keys.Order(StringComparer.Ordinal).Select(Link)],
        };
    }

    /// <param name="answer">What <see cref="Facts"/> reads, then metrics, positions, refused, errors, losses.</param>
    public ClusterStatus Status(RedisResult answer) => new()
    {
        Facts = Facts(answer),
        Metrics = Hash(answer[11]).ToImmutableSortedDictionary(
            static worker => worker.Key, worker => Metrics(worker.Value), StringComparer.Ordinal),
        Positions = Positions(Hash(answer[12])),
        Losses =
        [
            .. ((RedisValue[]?)answer[15] ?? []).Select(loss => Read(loss, CoordinationJson.Default.LossReport, "losses")!)
                .OrderBy(static loss => loss.Generation).ThenBy(static loss => loss.Worker, StringComparer.Ordinal),
        ],
        Refused = Hash(answer[13]).ToImmutableSortedDictionary(
            static what => what.Key, what => Parse(what.Value, "refused", static text => Number(text[0])), StringComparer.Ordinal),
        Errors = [.. ((RedisValue[]?)answer[14] ?? []).Select(error => Read(error, CoordinationJson.Default.ErrorReport, "errors")!)],
    };

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private RunPhase Phase(string? phase) =>
        Parse(phase ?? "", "run", static text => Enum.TryParse(text[0], out RunPhase known) ? known : throw new FormatException());

    private LeaderLease Leader(string? holder, string? counter) =>
        counter is null ? LeaderLease.None : new LeaderLease(holder ?? "", Parse(counter, "leader", static text => Number(text[0])));

    private WorkerLease Lease(string? worker, string lease) => Parse(
        lease, "leases",
        text => new WorkerLease(
            Read(worker, CoordinationJson.Default.WorkerInfo, "workers") ?? throw new FormatException(),
            Number(text[0]),
            JsonSerializer.Deserialize(lease.AsSpan(text[0].Length), CoordinationJson.Default.WorkerReport)));

    private TaskId Ended(string name) => Parse(
        name, "ended",
        _ =>
        {
            string[] parts = name.Split('/');
            return new TaskId(parts[0], (int)Number(parts[1]), Number(parts[2]));
        });

    private LinkReport Link(string name) => Parse(name, "links", static text => new LinkReport(text[0], text[1]));

    private ImmutableSortedDictionary<string, PositionRecord> Positions(Dictionary<string, string> fields) => fields
        .Where(static field => field.Key.EndsWith(" incarnation", StringComparison.Ordinal))
        .Select(static field => field.Key[..field.Key.IndexOf(' ', StringComparison.Ordinal)])
        .ToImmutableSortedDictionary(
            static task => task,
            task => Parse(
                $"{fields[task + " incarnation"]} {fields.GetValueOrDefault(task + " limit")} {fields.GetValueOrDefault(task + " skipped")}",
                "positions", static text => new PositionRecord(Number(text[0]), Number(text[1]), Number(text[2]))),
            StringComparer.Ordinal);

    private T Parse<T>(string text, string key, Func<string[], T> parse)
    {
        try
        {
            return parse(text.Split(' '));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or IndexOutOfRangeException or JsonException)
        {
            throw Unreadable(key, text, exception);
        }
    }

    private T? Read<T>(string? json, JsonTypeInfo<T> type, string key)
        where T : class
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw Unreadable(key, json, exception);
        }
    }

    private CoordinationException Unreadable(string key, string text, Exception inner) => new(
        $"Redis at {address} has '{(text.Length > 100 ? text[..100] + "..." : text)}' under '{key}' of topology '{topology}', which this version cannot read; "
        + "workers of one topology must be of the same version, and nobody else may write its keys", inner);
}
