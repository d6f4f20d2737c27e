using System.Security.Cryptography;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>A savepoint under a name in the store of its topology.</summary>
internal sealed class StoredSavepoint : SavepointTarget
{
    private readonly ISavepointStore _store;
    private readonly SavepointCopy _copy;
    private readonly SavepointPartWriter _stream;
    private bool _isComplete;

    public StoredSavepoint(ISavepointStore store, string name)
    {
        _store = store;
        _copy = new SavepointCopy(name, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        _stream = new SavepointPartWriter(store, _copy);
    }

    public override Stream Stream => _stream;

    /// <exception cref="TopologyInputException">Somebody has removed it meanwhile.</exception>
    public override async Task CompleteAsync(CancellationToken cancellation)
    {
        await _stream.CompleteAsync(cancellation).ConfigureAwait(false);
        if (!await _store.KeepAsync(_copy, _stream.Parts, cancellation).ConfigureAwait(false))
        {
            throw new TopologyInputException($"The savepoint '{_copy.Name}' was removed while it was written, or another one took its name; try again.");
        }

        _isComplete = true;
        foreach (SavepointRecord other in await _store.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (other.Copy.Name == _copy.Name && other.Copy != _copy)
            {
                await _store.RemoveAsync(other.Copy, cancellation).ConfigureAwait(false);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (!_isComplete)
        {
            try
            {
                await _store.RemoveAsync(_copy, CancellationToken.None).ConfigureAwait(false);
            }
            catch (CheckpointStoreException)
            {
                // The store is away. The list shows what is left, and the next savepoint of this name removes it.
            }
        }
    }
}
