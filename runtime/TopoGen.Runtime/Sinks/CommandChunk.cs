namespace TopoGen.Runtime;

/// <summary>Commands that are on their way to the store.</summary>
/// <param name="name">The name of their blob.</param>
/// <param name="buffer">Given back once it is written.</param>
/// <param name="length">Bytes in it.</param>
/// <param name="count">Commands in it.</param>
internal sealed class CommandChunk(BlobName name, byte[] buffer, int length, int count)
{
    /// <summary>Completes when it is in the store.</summary>
    public Task Written { get; private set; } = Task.CompletedTask;

    /// <summary>For the manifest; once it is written.</summary>
    public BlobReference Reference { get; private set; }

    /// <summary>Starts to write it, on no executor's thread.</summary>
    /// <param name="epochs">Who writes it.</param>
    /// <param name="done">Called with the buffer once it is written.</param>
    public void Start(EpochAgent epochs, Action<byte[]> done) => Written = epochs.Start(() => WriteAsync(epochs, done));

    private async Task WriteAsync(EpochAgent epochs, Action<byte[]> done)
    {
        ReadOnlyMemory<byte> content = buffer.AsMemory(0, length);
        Reference = BlobReference.Of(name, content.Span, count);
        await epochs.WriteAsync([new Blob(name, content)]).ConfigureAwait(false);
        done(buffer);
    }
}
