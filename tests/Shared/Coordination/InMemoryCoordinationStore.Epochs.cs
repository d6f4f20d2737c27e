using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Tests;

internal sealed partial class InMemoryCoordinationStore : IEpochBoard
{
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

    public Task<EpochNews> ReadNewsAsync(CancellationToken cancellation) => Call(cancellation, d => new EpochNews(d.Attempt, d.Committed));

    public Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            foreach (TaskEntry entry in entries)
            {
                d.Reports[(entry.Component, entry.Index)] = (epoch, entry);
            }

            return true;
        });

    public Task<ImmutableArray<TaskEntry>> ReadReportsAsync(EpochId epoch, CancellationToken cancellation)
        => Call(cancellation, d => d.Reports.Values.Where(r => r.Epoch == epoch).Select(r => r.Entry).ToImmutableArray());

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            d.Applied[worker] = epoch;
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
