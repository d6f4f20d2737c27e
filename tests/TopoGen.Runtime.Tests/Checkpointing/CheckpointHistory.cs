using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

/// <summary>
/// A random life of a store: epochs with chains and commands, attempts that fail, generations, rewinds, fresh starts, zombies that still write and
/// collect. Between any two calls of a collector, any of that may happen. What the store has to hold is computed here, from what was committed.
/// </summary>
internal sealed class CheckpointHistory
{
    private const int Groups = 6;

    private readonly int _seed;
    private readonly Random _random;
    private readonly InMemoryCheckpointStore _store = new();
    private readonly WatchedStore _watched;
    private readonly FakeTimeProvider _time = new();
    private readonly List<Manifest> _chain = [];
    private readonly List<(CheckpointCollector Collector, FencingToken Token)> _collectors = [];
    private readonly Dictionary<BlobName, Blob> _attempted = [];
    private readonly List<EpochId> _dead = [];
    private ulong _lineage = 1;
    private long _number;

    /// <summary>From where the chain must still be there: what was outdated once does not come back by going back.</summary>
    private int _floor;
    private ulong _nonce;
    private EpochId? _attempt;

    public CheckpointHistory(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _watched = new WatchedStore(_store);
    }

    public int Deleted { get; private set; }

    public async Task LiveAsync(int steps)
    {
        await SucceedAsync();
        for (int step = 0; step < steps; step++)
        {
            if (_random.Next(4) > 0)
            {
                await StepAsync();
            }
            else
            {
                // The newest, or one whose owner was replaced and does not know it.
                await CollectAsync(_collectors[_random.Next(3) > 0 ? ^1 : _random.Next(_collectors.Count)], StepsAsync);
            }
        }

        // In the end all that the last generation does not need, and that is older than the age, is gone.
        for (int round = 0; round < 4; round++)
        {
            _time.Advance(CheckpointCollector.Age);
            await CollectAsync(_collectors[^1], static () => Task.CompletedTask);
        }

        HashSet<BlobName> needed = [.. (await CommittedAsync()).SelectMany(static manifest => manifest.Blobs).Select(static blob => blob.Name), .. _attempted.Keys];
        HashSet<EpochId> known = [.. (await CommittedAsync()).Select(static manifest => manifest.Id), .. needed.Select(static name => name.Epoch)];
        foreach (EpochRecord record in await _store.ListAsync(default))
        {
            Assert.True(known.Contains(record.Id) || record.Id == _attempt, $"seed {_seed}: epoch {record} is still listed");
            Assert.All(await _store.ReadNamesAsync(record.Id, default), name => Assert.True(needed.Contains(name), $"seed {_seed}: {name} is still there"));
        }

        Assert.InRange((await CommittedAsync()).Count, Math.Min(1, _chain.Count), Retention.Kept);
    }

    private async Task StepsAsync()
    {
        for (int steps = Math.Max(0, _random.Next(-25, 4)); steps > 0; steps--)
        {
            await StepAsync();
        }
    }

    private async Task StepAsync()
    {
        switch (_random.Next(75))
        {
            case < 25:
                await BeginOrWriteAsync();
                break;
            case < 45:
                await CommitAsync();
                break;
            case < 50:
                await SucceedAsync();
                break;
            case < 54:
                await RewindAsync();
                break;
            case < 56:
                await StartAfreshAsync();
                break;
            case < 60:
                await WriteAsZombieAsync();
                break;
            default:
                _time.Advance(TimeSpan.FromSeconds(_random.Next(1, 40)));
                break;
        }
    }

    /// <summary>A new generation: what was attempted is lost.</summary>
    private async Task SucceedAsync()
    {
        FencingToken token = await _store.AcquireAsync(0, ++_nonce, default);
        Assert.Equal((long)_nonce, token.Generation);
        _collectors.Add((new CheckpointCollector(_watched, _time), token));
        Abandon();
    }

    private async Task BeginOrWriteAsync()
    {
        if (_attempt is null)
        {
            _attempt = Checkpoints.Epoch(_collectors[^1].Token, ++_number, _lineage);
            Assert.True(await _store.BeginAsync(_attempt.Value, default));
        }

        Blob[] blobs = [.. Enumerable.Range(0, Groups).Where(_ => _random.Next(3) == 0).Select(group => Checkpoints.Fill(Checkpoints.Group(_attempt.Value, group), 10))];
        await _store.WriteAsync(blobs, default);
        foreach (Blob blob in blobs)
        {
            _attempted[blob.Name] = blob;
        }
    }

    private async Task CommitAsync()
    {
        if (_attempt is not { } epoch)
        {
            return;
        }

        BlobReference commands = Checkpoints.Reference(Checkpoints.Fill(new BlobName(epoch, "Tally", BlobKind.Commands, 0), 10));
        await _store.WriteAsync([Checkpoints.Fill(commands.Name, 10)], default);
        Manifest? former = _chain.LastOrDefault();
        IEnumerable<GroupEntry> groups = Enumerable.Range(0, Groups).Select(group =>
        {
            ImmutableArray<BlobReference> chain = former?.Tasks[0].Groups.FirstOrDefault(entry => entry.Group == group)?.Chain ?? [];
            if (_attempted.TryGetValue(Checkpoints.Group(epoch, group), out Blob blob))
            {
                // A change, or now and then everything anew.
                chain = _random.Next(3) == 0 ? [Checkpoints.Reference(blob)] : chain.Add(Checkpoints.Reference(blob));
            }

            return new GroupEntry(group, chain);
        });
        var manifest = Checkpoints.Manifest(epoch, former?.Id);
        manifest = manifest with { Tasks = [manifest.Tasks[0] with { Groups = [.. groups.Where(static entry => !entry.Chain.IsEmpty)], Commands = [commands] }] };

        Assert.Equal(FlipOutcome.Committed, await _store.FlipAsync(manifest, default));
        _chain.Add(manifest);
        _floor = Math.Max(_floor, _chain.Count - Retention.Kept);
        _attempt = null;
        _attempted.Clear();
    }

    private async Task RewindAsync()
    {
        List<Manifest> kept = [.. _chain.Skip(_floor)];
        if (kept.Count == 0)
        {
            return;
        }

        await SucceedAsync();
        EpochId to = kept[_random.Next(kept.Count)].Id;
        Assert.True(await _store.RewindAsync(_collectors[^1].Token, _chain[^1].Id, to, acceptLoss: true, default), $"seed {_seed}: {to} is not kept");
        int count = _chain.FindIndex(manifest => manifest.Id == to) + 1;
        _chain.RemoveRange(count, _chain.Count - count);
        await AssertReadableAsync();
    }

    private async Task StartAfreshAsync()
    {
        await SucceedAsync();
        _lineage++;
        _number = 0;
        _chain.Clear();
        _floor = 0;
    }

    private async Task WriteAsZombieAsync()
    {
        if (_dead.Count > 0)
        {
            EpochId epoch = _dead[_random.Next(_dead.Count)];
            await _store.WriteAsync([Checkpoints.Fill(Checkpoints.Group(epoch, _random.Next(Groups)), 10)], default);
        }
    }

    private async Task CollectAsync((CheckpointCollector Collector, FencingToken Token) owner, Func<Task> meanwhile)
    {
        _watched.Before = meanwhile;
        CollectorOutcome outcome = await owner.Collector.CollectAsync(owner.Token, default);
        Assert.Null(outcome.Unreadable);
        Deleted += outcome.Deleted;
        await AssertReadableAsync();
    }

    private void Abandon()
    {
        if (_attempt is { } dead)
        {
            _dead.Add(dead);
        }

        _attempt = null;
        _attempted.Clear();
    }

    private async Task AssertReadableAsync()
    {
        foreach (Manifest manifest in _chain.Skip(_floor))
        {
            Assert.True(Checkpoints.AreEqual(manifest, await _store.ReadManifestAsync(manifest.Id, default)), $"seed {_seed}: the manifest of {manifest.Id} is gone");
        }

        foreach (BlobReference blob in (await CommittedAsync()).SelectMany(static manifest => manifest.Blobs))
        {
            string? problem = blob.Problem(await _store.ReadAsync(blob.Name, default));
            Assert.True(problem is null, $"seed {_seed}: {problem}");
        }

        foreach (BlobName name in _attempted.Keys)
        {
            Assert.True(await _store.ReadAsync(name, default) is not null, $"seed {_seed}: {name} of the current attempt is gone");
        }
    }

    private async Task<List<Manifest>> CommittedAsync()
    {
        var committed = new List<Manifest>();
        foreach (EpochRecord record in (await _store.ListAsync(default)).Where(static record => record.IsCommitted))
        {
            committed.Add((await _store.ReadManifestAsync(record.Id, default))!);
        }

        return committed;
    }
}
