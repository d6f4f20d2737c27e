using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Tests;

internal sealed partial class InMemoryCoordinationStore : IEpochBoard
{
    /// <summary>Few, so that tests see how the rest is asked for.</summary>
    private const int MostReports = 8;

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
                d.Reports.Clear();
                Changed?.Invoke("announce", d);
            }

            return true;
        });

    public Task<EpochNews> ReadNewsAsync(CancellationToken cancellation) => Call(cancellation, d => new EpochNews(d.Attempt, d.Committed) { Changes = d.Changes });

    public Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            Reported?.Invoke(epoch);
            d.Reports.AddRange(entries.Select(entry => (epoch, entry)));
            return true;
        });

    public Task<EpochReports> ReadReportsAsync(EpochId epoch, long from, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            // Fewer than were read: some are lost, and others may be among those that are there.
            int skipped = from > d.Reports.Count ? 0 : (int)from;
            int next = Math.Min(d.Reports.Count, skipped + MostReports);
            return new EpochReports(
                [.. d.Reports[skipped..next].Where(r => r.Epoch == epoch).Select(r => r.Entry)], next, next < d.Reports.Count);
        });

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (!d.Applied.TryGetValue(worker, out EpochId last) || last.Lineage != epoch.Lineage || last < epoch)
            {
                d.Applied[worker] = epoch;
            }

            return true;
        });

    public Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, IReadOnlyCollection<string> workers, CancellationToken cancellation)
        => Call(cancellation, d => workers
            .Where(w => d.Applied.TryGetValue(w, out EpochId applied) && applied.Lineage == epoch.Lineage && applied >= epoch)
            .ToImmutableHashSet(StringComparer.Ordinal));

    public Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            d.Damage = damage;
            return true;
        });
}
