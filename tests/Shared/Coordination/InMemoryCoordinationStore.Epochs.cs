using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Tests;

internal sealed partial class InMemoryCoordinationStore : IEpochBoard
{
    /// <summary>Sees the epoch of every report.</summary>
    public Action<EpochId>? Reported { get; set; }

    public Task<bool> AnnounceAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Register != token)
            {
                return d.Refuse("announce", false);
            }

            if (d.Attempt is not { } last || last.Lineage != attempt.Lineage || last < attempt)
            {
                d.Attempt = attempt;
                Changed?.Invoke("announce", d);
            }

            return true;
        });

    public Task<EpochNews> ReadNewsAsync(CancellationToken cancellation) => Call(cancellation, d => new EpochNews(d.Attempt, d.Committed) { Changes = d.Changes });

    public Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            Reported?.Invoke(epoch);
            foreach (TaskEntry entry in entries)
            {
                // One that comes late takes the place of none.
                if (!d.Reports.TryGetValue((entry.Component, entry.Index), out (EpochId Epoch, TaskEntry) last) || last.Epoch.Lineage != epoch.Lineage || last.Epoch < epoch)
                {
                    d.Reports[(entry.Component, entry.Index)] = (epoch, entry);
                }
            }

            return true;
        });

    public Task<ImmutableArray<TaskEntry>> ReadReportsAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, d => d.Reports.Values.Where(r => r.Epoch == epoch).Select(r => r.Entry).ToImmutableArray());

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (!d.Applied.TryGetValue(worker, out EpochId last) || last.Lineage != epoch.Lineage || last < epoch)
            {
                d.Applied[worker] = epoch;
            }

            return true;
        });

    public Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, d => d.Applied
            .Where(a => a.Value.Lineage == epoch.Lineage && a.Value >= epoch)
            .Select(a => a.Key)
            .ToImmutableHashSet(StringComparer.Ordinal));

    public Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            d.Damage = damage;
            return true;
        });
}
