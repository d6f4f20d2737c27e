using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>What the store shows of a recovery, as it is asked every few milliseconds.</summary>
internal sealed class RecoveryTimeline : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ICoordinationStore _store;
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, long> _events = [];
    private readonly int _victim;
    private readonly long _generation;
    private Task _watch = Task.CompletedTask;
    private long _begun;

    private RecoveryTimeline(ICoordinationStore store, int victim, long generation) => (_store, _victim, _generation) = (store, victim, generation);

    public static async Task<RecoveryTimeline> BeginAsync(string redis, string topology, int victim)
    {
        ICoordinationStore store = await RedisCoordinationStore.ConnectAsync(
            new RedisOptions { Address = redis, OperationTimeout = Patience }, topology, NullLoggerFactory.Instance, CancellationToken.None);
        ClusterFacts facts = await store.ReadFactsAsync(CancellationToken.None);
        return new RecoveryTimeline(store, victim, facts.Plan!.Token.Generation);
    }

    /// <summary>Counts from here.</summary>
    public void Begin(long killed)
    {
        _begun = killed;
        _watch = Task.Run(WatchAsync);
    }

    public void Note(string what, long? at = null)
    {
        lock (_events)
        {
            _events.TryAdd(what, at ?? Stopwatch.GetTimestamp());
        }
    }

    /// <summary>What the processes said meanwhile.</summary>
    public void AddLines(IEnumerable<(long At, string Text)> lines)
    {
        foreach ((long at, string text) in lines.Where(l => l.At > _begun))
        {
            Note($"\"{text}\"", at);
        }
    }

    /// <summary>Milliseconds since the kill, and what happened then.</summary>
    public IReadOnlyList<(double Milliseconds, string What)> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events.Select(e => (Stopwatch.GetElapsedTime(_begun, e.Value).TotalMilliseconds, e.Key)).OrderBy(static e => e.TotalMilliseconds)];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watch;
        _end.Dispose();
        await ((IAsyncDisposable)_store).DisposeAsync();
    }

    private async Task WatchAsync()
    {
        EpochId? committed = null;
        while (!_end.IsCancellationRequested)
        {
            ClusterFacts facts = await _store.ReadFactsAsync(CancellationToken.None);
            if (facts.Leases.All(l => l.Worker.ProcessId != _victim))
            {
                Note("lease removed");
            }

            if (facts.Plan is { } plan && plan.Token.Generation > _generation)
            {
                Note($"plan {plan.Token.Generation}: {plan.Mode}, {plan.Workers.Length} workers{(plan.Rewinds ? ", rewinds" : "")}");
                foreach (WorkerLease lease in facts.Leases.Where(l => l.Report.Applied > _generation))
                {
                    Note($"plan {lease.Report.Applied} applied by {lease.Worker.Name}");
                }

                if (committed is { } before && facts.Committed != before)
                {
                    Note($"epoch {facts.Committed?.Number} committed, after {before.Number}");
                }

                committed = facts.Committed;
            }

            await Task.Delay(2);
        }
    }
}
