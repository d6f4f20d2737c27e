using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>One client of an epoch board, whose calls go a simulated way.</summary>
/// <param name="inner">The board behind it, which answers at once.</param>
/// <param name="connection">The way.</param>
internal sealed class SimulatedEpochBoard(IEpochBoard inner, StoreConnection connection) : IEpochBoard
{
    private static readonly CancellationToken None = CancellationToken.None;

    public Task<bool> AnnounceAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => connection.CallAsync(() => inner.AnnounceAsync(token, attempt, None), cancellation);

    public Task<EpochNews> ReadNewsAsync(CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadNewsAsync(None), cancellation);

    public Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportAsync(epoch, entries, None), cancellation);

    public Task<EpochReports> ReadReportsAsync(EpochId epoch, long from, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReadReportsAsync(epoch, from, None), cancellation);

    public Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportAppliedAsync(epoch, worker, None), cancellation);

    public Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, IReadOnlyCollection<string> workers, CancellationToken cancellation)
    {
        string[] sent = [.. workers];
        return connection.CallAsync(() => inner.ReadAppliedAsync(epoch, sent, None), cancellation);
    }

    public Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation)
        => connection.CallAsync(() => inner.ReportDamageAsync(damage, None), cancellation);
}
