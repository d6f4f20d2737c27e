namespace TopoGen.Runtime;

/// <summary>Writes a copy part by part; what was written is whole after <see cref="CompleteAsync"/>.</summary>
/// <param name="store">Where to.</param>
/// <param name="copy">Which.</param>
internal sealed class SavepointPartWriter(ISavepointStore store, SavepointCopy copy) : SavepointPartStream
{
    /// <summary>So large that calls do not matter, and small enough for one command.</summary>
    internal const int PartSize = 1 << 20;

    private readonly byte[] _part = new byte[PartSize];
    private int _filled;

    public override bool CanWrite => true;

    /// <summary>How many parts were written.</summary>
    public int Parts { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int next = Math.Min(buffer.Length, PartSize - _filled);
            buffer[..next].CopyTo(_part.AsMemory(_filled));
            buffer = buffer[next..];
            _filled += next;
            if (_filled == PartSize)
            {
                await CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_filled > 0)
        {
            await store.WriteAsync(copy, Parts, _part.AsMemory(0, _filled), cancellation).ConfigureAwait(false);
            Parts++;
            _filled = 0;
        }
    }
}
