namespace TopoGen.Runtime;

/// <summary>Reads a copy part by part. It ends where a part is missing, which its reader finds out.</summary>
/// <param name="store">Where from.</param>
/// <param name="record">Which.</param>
internal sealed class SavepointPartReader(ISavepointStore store, SavepointRecord record) : SavepointPartStream
{
    private ReadOnlyMemory<byte> _part;
    private int _next;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.IsEmpty)
        {
            if (_next == record.Parts || await store.ReadAsync(record.Copy, _next, cancellationToken).ConfigureAwait(false) is not { } part)
            {
                return 0;
            }

            _part = part;
            _next++;
        }

        int read = Math.Min(buffer.Length, _part.Length);
        _part[..read].CopyTo(buffer);
        _part = _part[read..];
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
