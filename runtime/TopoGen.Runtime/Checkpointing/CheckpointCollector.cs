using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Removes from a store what no committed epoch needs. It belongs to whoever commits; one that was replaced, and does not know it yet, does no
/// harm. One call at a time.
/// </summary>
/// <remarks>
/// Why a replaced one does no harm: epochs are forgotten under the token only, and as long as an epoch is listed as committed, all that it names
/// counts as needed. A manifest that is committed later names what a committed one named, and what was written under attempts that are spared
/// here. So what is needed by none stays so.
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="time">Its clock.</param>
/// <param name="generation">The token that the epochs of now carry, whose attempts are spared; by default the caller's own.</param>
internal sealed class CheckpointCollector(ICheckpointStore store, TimeProvider time, FencingToken? generation = null)
{
    /// <summary>Between two runs. What is left in between costs room only.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>From when a blob was seen to be needed no more to its end: whoever is reading it, by a manifest of before, comes to an end meanwhile.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    private const int MostTogether = 500;

    private readonly Dictionary<EpochId, HashSet<BlobName>> _needs = [];
    private readonly Dictionary<EpochId, HashSet<BlobName>> _written = [];
    private readonly Dictionary<BlobName, long> _unneeded = [];
    private long? _ran;

    /// <summary>Collects, unless it did so a short time ago.</summary>
    /// <param name="token">The caller's.</param>
    /// <param name="cancellation">Gives up; the next call goes on.</param>
    /// <exception cref="CheckpointStoreException">The store does not answer; the next call goes on.</exception>
    public async Task<CollectorOutcome> CollectAsync(FencingToken token, CancellationToken cancellation)
    {
        long now = time.GetTimestamp();
        if (_ran is { } ran && time.GetElapsedTime(ran, now) < Interval)
        {
            return default;
        }

        _ran = now;
        CheckpointHead? head = await store.ReadHeadAsync(cancellation).ConfigureAwait(false);
        Retention retention = Retention.Decide(generation ?? token, head, await store.ListAsync(cancellation).ConfigureAwait(false));
        (bool areKnown, EpochId? unreadable) = await ReadNeedsAsync(retention.Committed, cancellation).ConfigureAwait(false);
        foreach (EpochId epoch in retention.Outdated)
        {
            await store.ForgetAsync(token, epoch, cancellation).ConfigureAwait(false);
        }

        int forgotten = retention.Outdated.Length;
        if (!areKnown)
        {
            return new CollectorOutcome(0, forgotten, unreadable);
        }

        await ReadWrittenAsync(retention.Ended, cancellation).ConfigureAwait(false);
        int deleted = await DeleteAsync(now, cancellation).ConfigureAwait(false);
        foreach (EpochId epoch in retention.Ended.Except(retention.Committed))
        {
            if (_written[epoch].Count == 0 && await IsEmptyAsync(epoch, cancellation).ConfigureAwait(false))
            {
                await store.ForgetAsync(token, epoch, cancellation).ConfigureAwait(false);
                forgotten++;
            }
        }

        return new CollectorOutcome(deleted, forgotten, null);
    }

    /// <returns>Whether the needs of all are known, and the one of which they never will be.</returns>
    private async Task<(bool AreKnown, EpochId? Unreadable)> ReadNeedsAsync(ImmutableArray<EpochId> committed, CancellationToken cancellation)
    {
        foreach (EpochId gone in _needs.Keys.Except(committed).ToArray())
        {
            _needs.Remove(gone);
        }

        foreach (EpochId epoch in committed.Where(epoch => !_needs.ContainsKey(epoch)))
        {
            try
            {
                if (await store.ReadManifestAsync(epoch, cancellation).ConfigureAwait(false) is not { } manifest)
                {
                    // Forgotten just now, by a successor.
                    return (false, null);
                }

                _needs.Add(epoch, [.. manifest.Blobs.Select(static blob => blob.Name)]);
            }
            catch (CheckpointStoreException exception) when (exception.Damaged is not null)
            {
                return (false, epoch);
            }
        }

        return (true, null);
    }

    /// <summary>Names are read once: under an epoch that has ended, none are added but by those that were replaced.</summary>
    private async Task ReadWrittenAsync(ImmutableArray<EpochId> ended, CancellationToken cancellation)
    {
        foreach (EpochId gone in _written.Keys.Except(ended).ToArray())
        {
            foreach (BlobName name in _written[gone])
            {
                _unneeded.Remove(name);
            }

            _written.Remove(gone);
        }

        foreach (EpochId epoch in ended.Where(epoch => !_written.ContainsKey(epoch)))
        {
            _written.Add(epoch, [.. await store.ReadNamesAsync(epoch, cancellation).ConfigureAwait(false)]);
        }
    }

    private async Task<int> DeleteAsync(long now, CancellationToken cancellation)
    {
        var due = new List<BlobName>();
        foreach (BlobName name in _written.Values.SelectMany(static names => names))
        {
            if (_needs.Values.Any(needed => needed.Contains(name)))
            {
                _unneeded.Remove(name);
            }
            else if (!_unneeded.TryGetValue(name, out long since))
            {
                _unneeded.Add(name, now);
            }
            else if (time.GetElapsedTime(since, now) >= Age)
            {
                due.Add(name);
            }
        }

        foreach (BlobName[] names in due.Chunk(MostTogether))
        {
            await store.DeleteAsync(names, cancellation).ConfigureAwait(false);
            foreach (BlobName name in names)
            {
                _written[name.Epoch].Remove(name);
                _unneeded.Remove(name);
            }
        }

        return due.Count;
    }

    /// <summary>Whether nothing has come since its names were read.</summary>
    private async Task<bool> IsEmptyAsync(EpochId epoch, CancellationToken cancellation)
    {
        ImmutableArray<BlobName> names = await store.ReadNamesAsync(epoch, cancellation).ConfigureAwait(false);
        _written[epoch].UnionWith(names);
        return names.IsEmpty;
    }
}
