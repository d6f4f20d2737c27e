using System.Buffers;

namespace TopoGen.Runtime;

/// <summary>Commands that are on their way to the store.</summary>
/// <param name="name">The name of their blob.</param>
/// <param name="buffer">Rented; given back once it is written.</param>
/// <param name="length">Bytes in it.</param>
/// <param name="count">Commands in it.</param>
internal sealed class CommandChunk(BlobName name, byte[] buffer, int length, int count)
{
    /// <summary>Completes when it is in the store.</summary>
    public Task Written { get; private set; } = Task.CompletedTask;

    /// <summary>For the manifest; once it is written.</summary>
    public BlobReference Reference { get; private set; }

    /// <summary>Starts to write it, on no executor's thread.</summary>
    public void Start(EpochAgent epochs, Action done) => Written = epochs.Start(() => WriteAsync(epochs, done));

    private async Task WriteAsync(EpochAgent epochs, Action done)
    {
        ReadOnlyMemory<byte> content = buffer.AsMemory(0, length);
        Reference = BlobReference.Of(name, content.Span, count);
        await epochs.WriteAsync([new Blob(name, content)]).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(buffer);
        done();
    }
}
