using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <content>How leader and workers hear of each other about epochs. Reports are parts of a manifest, and checked like one.</content>
public sealed partial class RedisCheckpointStore : IEpochBoard
{
    /// <summary>A part of a manifest stands for itself: any number of key groups fits it.</summary>
    private const int AnyKeyGroups = 32_768;

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
        object[] fields =
        [
            _keys.Reports,
            .. entries.SelectMany(entry => new object[]
            {
                (RedisValue)$"{epoch}/{entry.Component}/{entry.Index}",
                (RedisValue)ManifestFormat.Encode(new Manifest { Id = epoch, KeyGroups = AnyKeyGroups, Tasks = [entry] }),
            }),
        ];
        return AskAsync(limit => _steps.ExecuteAsync("HSET", fields, limit), cancellation);
    }

    public async Task<ImmutableArray<TaskEntry>> ReadReportsAsync(EpochId epoch, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HGETALL", [_keys.Reports], limit), cancellation);
        RedisValue[] flat = (RedisValue[]?)answer ?? [];
        string mine = $"{epoch}/";
        return
        [
            .. Enumerable.Range(0, flat.Length / 2)
                .Where(report => flat[2 * report].ToString().StartsWith(mine, StringComparison.Ordinal))
                .SelectMany(report => ManifestFormat.Decode(epoch, (byte[])flat[(2 * report) + 1]!).Tasks),
        ];
    }

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => AskAsync(
            limit => _steps.EvaluateAsync(RedisScript.Applied, [.. StepKeys(), _keys.Applied], [epoch.ToString(), worker], limit), cancellation);

    public async Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HGETALL", [_keys.Applied], limit), cancellation);
        return RedisRecords.Hash(answer)
            .Where(worker => Epoch(worker.Value) is var applied && applied.Lineage == epoch.Lineage && applied >= epoch)
            .Select(static worker => worker.Key)
            .ToImmutableHashSet(StringComparer.Ordinal);
    }

    public Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(damage);
        return AskAsync(
            limit => _steps.ExecuteAsync("HSET", [_keys.News, "damaged", damage.Epoch.ToString(), "problem", damage.Problem], limit), cancellation);
    }
}
