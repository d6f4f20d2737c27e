using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A checkpoint store that lives as long as the object: for tests and simulations. Every call completes before it returns, and what it answers
/// depends on nothing but the calls before it. Disposing keeps the data, so that the object can stand for a store that survives its users.
/// Thread-safe.
/// </summary>
public sealed class InMemoryCheckpointStore : ICheckpointStore
{
    private readonly InMemoryRegister _register;
    private readonly Dictionary<EpochId, Epoch> _epochs = [];
    private CheckpointHead? _head;

    public InMemoryCheckpointStore()
        : this(new InMemoryRegister())
    {
    }

    /// <param name="register">Shared with those that move it or look at it too.</param>
    public InMemoryCheckpointStore(InMemoryRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        _register = register;
    }

    public ISavepointStore Savepoints { get; } = new InMemorySavepointStore();

    public Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(highest);
        return Call(cancellation, () => _register.Token = HeadRules.Acquire(_register.Token, highest, nonce));
    }

    public Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation) => Call(cancellation, () => _head);

    public Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, () => Find(epoch)?.Manifest is { } content ? ManifestFormat.Decode(epoch, content) : null);

    public Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => Call(cancellation, () =>
        {
            if (!HeadRules.IsValid(_register.Token, token))
            {
                return false;
            }

            FindOrAdd(attempt);
            return true;
        });

    public Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        return Call(cancellation, () =>
        {
            foreach (Blob blob in blobs)
            {
                FindOrAdd(blob.Name.Epoch).Blobs[blob.Name] = blob.Content.ToArray();
            }

            return true;
        });
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation)
        => Call(cancellation, () => Find(name.Epoch)?.Blobs.GetValueOrDefault(name) is { } content ? content : (ReadOnlyMemory<byte>?)null);

    public Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation)
    {
        byte[] content = ManifestFormat.Encode(manifest);
        return Call(cancellation, () =>
        {
            bool isCommitted = IsCommitted(manifest.Id);
            (FlipOutcome outcome, _head) = HeadRules.Flip(_register.Token, _head, isCommitted, token, manifest.Id, manifest.Previous);
            if (outcome == FlipOutcome.Committed && !isCommitted)
            {
                FindOrAdd(manifest.Id).Manifest = content;
            }

            return outcome;
        });
    }

    public Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, () =>
        {
            (bool isGranted, _head) = HeadRules.Release(_head, IsCommitted(epoch), epoch);
            return isGranted;
        });

    public Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation)
        => Call(cancellation, () =>
        {
            (bool isThere, _head) = HeadRules.Rewind(_register.Token, _head, IsCommitted(to), token, from, to, acceptLoss);
            if (isThere)
            {
                foreach ((EpochId id, Epoch epoch) in _epochs.Where(entry => HeadRules.IsGivenUp(entry.Key, to)))
                {
                    epoch.Manifest = null;
                }
            }

            return isThere;
        });

    public Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation)
        => Call(cancellation, () => EpochRecord.Sort(_epochs.Select(static epoch => new EpochRecord(epoch.Key, epoch.Value.Manifest is not null))));

    public Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, () => BlobName.Sort(Find(epoch)?.Blobs.Keys ?? Enumerable.Empty<BlobName>()));

    public Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Call(cancellation, () =>
        {
            foreach (BlobName name in names)
            {
                Find(name.Epoch)?.Blobs.Remove(name);
            }

            return true;
        });
    }

    public Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, () =>
        {
            if (HeadRules.IsValid(_register.Token, token) && _head?.Committed != epoch && Find(epoch) is { } known)
            {
                known.Manifest = null;
                if (known.Blobs.Count == 0)
                {
                    _epochs.Remove(epoch);
                }
            }

            return true;
        });

    public Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation)
        => Call(cancellation, () =>
        {
            if (!HeadRules.IsValid(_register.Token, token))
            {
                return false;
            }

            _head = null;
            _epochs.Clear();
            return true;
        });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>As it is now, for <see cref="GoBackTo"/>. The register is not part of it.</summary>
    internal InMemoryCheckpointStore Copy()
    {
        var copy = new InMemoryCheckpointStore();
        lock (_register.Gate)
        {
            copy.Take(this);
        }

        return copy;
    }

    /// <summary>Loses everything that was written since, as a server does that lagged and takes the place of another.</summary>
    internal void GoBackTo(InMemoryCheckpointStore earlier)
    {
        lock (_register.Gate)
        {
            _epochs.Clear();
            Take(earlier);
        }
    }

    /// <summary>Damages what a blob has, as a disk might: null takes it away.</summary>
    internal void Spoil(BlobName name, Func<byte[], byte[]?> spoil)
    {
        lock (_register.Gate)
        {
            Dictionary<BlobName, byte[]> blobs = _epochs[name.Epoch].Blobs;
            if (spoil([.. blobs[name]]) is { } spoilt)
            {
                blobs[name] = spoilt;
            }
            else
            {
                blobs.Remove(name);
            }
        }
    }

    private void Take(InMemoryCheckpointStore other)
    {
        _head = other._head;
        foreach ((EpochId id, Epoch epoch) in other._epochs)
        {
            var copy = new Epoch { Manifest = epoch.Manifest };
            foreach ((BlobName name, byte[] content) in epoch.Blobs)
            {
                copy.Blobs.Add(name, content);
            }

            _epochs.Add(id, copy);
        }
    }

    private Epoch? Find(EpochId epoch) => _epochs.GetValueOrDefault(epoch);

    private Epoch FindOrAdd(EpochId epoch)
    {
        if (!_epochs.TryGetValue(epoch, out Epoch? known))
        {
            _epochs.Add(epoch, known = new Epoch());
        }

        return known;
    }

    private bool IsCommitted(EpochId epoch) => Find(epoch)?.Manifest is not null;

    private Task<T> Call<T>(CancellationToken cancellation, Func<T> call)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            lock (_register.Gate)
            {
                return Task.FromResult(call());
            }
        }
        catch (CheckpointStoreException exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    /// <summary>Committed where it has a manifest.</summary>
    private sealed class Epoch
    {
        public byte[]? Manifest { get; set; }

        public Dictionary<BlobName, byte[]> Blobs { get; } = [];
    }
}
