using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>The savepoints of an <see cref="InMemoryCheckpointStore"/>.</summary>
internal sealed class InMemorySavepointStore : ISavepointStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SavepointCopy, Dictionary<int, byte[]>> _copies = [];
    private readonly Dictionary<string, ulong> _kept = new(StringComparer.Ordinal);

    public Task WriteAsync(SavepointCopy copy, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation)
        => Call(() =>
        {
            if (!_copies.TryGetValue(copy, out Dictionary<int, byte[]>? parts))
            {
                _copies.Add(copy, parts = []);
            }

            parts[part] = content.ToArray();
            return true;
        });

    public Task<bool> KeepAsync(SavepointCopy copy, int parts, CancellationToken cancellation)
        => Call(() =>
        {
            bool isWhole = _copies.TryGetValue(copy, out Dictionary<int, byte[]>? written) && written.Count == parts;
            if (isWhole)
            {
                _kept[copy.Name] = copy.Nonce;
            }

            return isWhole;
        });

    public Task<ReadOnlyMemory<byte>?> ReadAsync(SavepointCopy copy, int part, CancellationToken cancellation)
        => Call(() => _copies.GetValueOrDefault(copy)?.GetValueOrDefault(part) is { } content ? content : (ReadOnlyMemory<byte>?)null);

    public Task<ImmutableArray<SavepointRecord>> ListAsync(CancellationToken cancellation)
        => Call(() => SavepointRecord.Sort(_copies.Select(copy => new SavepointRecord(copy.Key, copy.Value.Count, IsKept(copy.Key)))));

    public Task RemoveAsync(SavepointCopy copy, CancellationToken cancellation)
        => Call(() =>
        {
            if (IsKept(copy))
            {
                _kept.Remove(copy.Name);
            }

            return _copies.Remove(copy);
        });

    private bool IsKept(SavepointCopy copy) => _kept.TryGetValue(copy.Name, out ulong nonce) && nonce == copy.Nonce;

    private Task<T> Call<T>(Func<T> call)
    {
        lock (_lock)
        {
            return Task.FromResult(call());
        }
    }
}
