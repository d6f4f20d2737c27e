using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// The savepoints beside the checkpoints of a topology. A hash has a field <c>NAME</c> with the nonce of the copy that has the name, and a field
/// <c>NAME/NONCE/PART</c> for each part; the parts are keys of their own, which a Redis Cluster spreads over its nodes.
/// </summary>
internal sealed class RedisSavepointStore(RedisConnection steps, RedisConnection blobs, RedisKeys keys, Func<string, CheckpointStoreException> unreadable) : ISavepointStore
{
    /// <remarks>First its name, then the part: what is there can be found.</remarks>
    public async Task WriteAsync(SavepointCopy copy, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await AskAsync(limit => steps.ExecuteAsync("HSET", [keys.Savepoints, Field(copy, part), ""], limit), cancellation);
        await AskAsync(limit => blobs.ExecuteAsync("SET", [keys.SavepointPart(Field(copy, part)), (RedisValue)content], limit), cancellation);
    }

    public async Task<bool> KeepAsync(SavepointCopy copy, int parts, CancellationToken cancellation)
        => (long)await AskAsync(
            limit => steps.EvaluateAsync(RedisScript.KeepSavepoint, [keys.Savepoints], [copy.Name, Text(copy.Nonce), parts], limit), cancellation) == 1;

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(SavepointCopy copy, int part, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => blobs.ExecuteAsync("GET", [keys.SavepointPart(Field(copy, part))], limit), cancellation);
        return (byte[]?)answer is { } content ? content : (ReadOnlyMemory<byte>?)null;
    }

    public async Task<ImmutableArray<SavepointRecord>> ListAsync(CancellationToken cancellation)
    {
        Dictionary<string, string> fields = RedisRecords.Hash(await AskAsync(limit => steps.ExecuteAsync("HGETALL", [keys.Savepoints], limit), cancellation));
        return SavepointRecord.Sort(fields.Keys
            .Where(static field => field.Contains('/', StringComparison.Ordinal))
            .GroupBy(CopyOf)
            .Select(copy => new SavepointRecord(copy.Key, copy.Count(), fields.GetValueOrDefault(copy.Key.Name) == Text(copy.Key.Nonce))));
    }

    /// <remarks>The name first, then the parts, then what names them: where it breaks off, what is left can be found.</remarks>
    public async Task RemoveAsync(SavepointCopy copy, CancellationToken cancellation)
    {
        await AskAsync(limit => steps.EvaluateAsync(RedisScript.RemoveSavepoint, [keys.Savepoints], [copy.Name, Text(copy.Nonce)], limit), cancellation);
        Dictionary<string, string> fields = RedisRecords.Hash(await AskAsync(limit => steps.ExecuteAsync("HGETALL", [keys.Savepoints], limit), cancellation));
        foreach (string field in fields.Keys.Where(field => field.StartsWith($"{copy.Name}/{Text(copy.Nonce)}/", StringComparison.Ordinal)))
        {
            await AskAsync(limit => blobs.ExecuteAsync("UNLINK", [keys.SavepointPart(field)], limit), cancellation);
            await AskAsync(limit => steps.ExecuteAsync("HDEL", [keys.Savepoints, field], limit), cancellation);
        }
    }

    private static string Text(ulong nonce) => nonce.ToString("x16", CultureInfo.InvariantCulture);

    private static string Field(SavepointCopy copy, int part) => string.Create(CultureInfo.InvariantCulture, $"{copy.Name}/{Text(copy.Nonce)}/{part}");

    private static Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) => RedisCheckpointStore.AskAsync(call, cancellation);

    private SavepointCopy CopyOf(string field)
        => field.Split('/') is [var name, var nonce, _] && ulong.TryParse(nonce, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            ? new SavepointCopy(name, number)
            : throw unreadable(field);
}
