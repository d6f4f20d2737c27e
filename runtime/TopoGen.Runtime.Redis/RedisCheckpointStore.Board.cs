using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <content>How leader and workers hear of each other about epochs. Reports are parts of a manifest, and checked like one.</content>
public sealed partial class RedisCheckpointStore : IEpochBoard
{
    /// <summary>A part of a manifest stands for itself: any number of key groups fits it.</summary>
    private const int AnyKeyGroups = 32_768;

    /// <summary>How many reports are read at once; each is one worker's, of some of its tasks.</summary>
    private const int MostReports = 256;

    public async Task<bool> AnnounceAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => (long)await AskAsync(
            limit => _steps.EvaluateAsync(RedisScript.Announce, [.. StepKeys(), _keys.News, _keys.Reports], [.. Token(token), attempt.ToString()], limit),
            cancellation) == 1;

    public async Task<EpochNews> ReadNewsAsync(CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(
            limit => _steps.EvaluateAsync(RedisScript.Read, [_keys.News, _keys.Head, _keys.Register], ["hash", "hash", "hash"], limit), cancellation);
        string? attempt = RedisRecords.Hash(answer[0]).GetValueOrDefault("attempt");
        string? committed = RedisRecords.Hash(answer[1]).GetValueOrDefault("committed");
        string? changes = RedisRecords.Hash(answer[2]).GetValueOrDefault("changes");
        return new EpochNews(attempt is null ? null : Epoch(attempt), committed is null ? null : Epoch(committed))
        {
            Changes = long.TryParse(changes, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0,
        };
    }

    public Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation)
    {
        var part = new Manifest
        {
            Id = epoch,
            KeyGroups = AnyKeyGroups,
            Tasks = [.. entries.DistinctBy(e => (e.Component, e.Index)).OrderBy(e => e.Component, StringComparer.Ordinal).ThenBy(e => e.Index)],
        };
        byte[] report = [.. Mark(epoch), .. ManifestFormat.Encode(part)];
        return AskAsync(limit => _steps.EvaluateAsync(RedisScript.Report, [.. StepKeys(), _keys.Reports], [report], limit), cancellation);
    }

    public async Task<EpochReports> ReadReportsAsync(EpochId epoch, long from, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(
            limit => _steps.EvaluateAsync(RedisScript.Reports, [.. StepKeys(), _keys.Reports], [from, MostReports], limit), cancellation);
        byte[] mark = Mark(epoch);
        return new EpochReports(
            [
                .. ((RedisValue[]?)answer[2] ?? [])
                    .Select(static report => (byte[])report!)
                    .Where(report => report.AsSpan().StartsWith(mark))
                    .SelectMany(report => ManifestFormat.Decode(epoch, report.AsSpan(mark.Length)).Tasks),
            ],
            (long)answer[0],
            (long)answer[1] == 1);
    }

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => AskAsync(
            limit => _steps.EvaluateAsync(RedisScript.Applied, [.. StepKeys(), _keys.Applied], [epoch.ToString(), worker], limit), cancellation);

    public async Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, IReadOnlyCollection<string> workers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (workers.Count == 0)
        {
            return [];
        }

        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HMGET", [_keys.Applied, .. workers], limit), cancellation);
        return workers.Zip((RedisValue[]?)answer ?? [])
            .Where(worker => !worker.Second.IsNull && Epoch(worker.Second.ToString()) is var applied && applied.Lineage == epoch.Lineage && applied >= epoch)
            .Select(static worker => worker.First)
            .ToImmutableHashSet(StringComparer.Ordinal);
    }

    public Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(damage);
        return AskAsync(
            limit => _steps.ExecuteAsync("HSET", [_keys.News, "damaged", damage.Epoch.ToString(), "problem", damage.Problem], limit), cancellation);
    }

    /// <summary>What a report begins with, so that those of another epoch are known at sight.</summary>
    private static byte[] Mark(EpochId epoch) => Encoding.UTF8.GetBytes($"{epoch}/");
}
