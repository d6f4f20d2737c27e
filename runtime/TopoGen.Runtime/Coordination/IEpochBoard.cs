using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// How the leader of a topology and its workers hear of each other about epochs. Everything on it names the whole <see cref="EpochId"/>, so that what
/// comes late from a former generation is of no effect. Thread-safe.
/// </summary>
/// <remarks>Every call throws <see cref="CheckpointStoreException"/> or <see cref="CoordinationException"/> where the store cannot be reached or does not answer in time, and may be sent twice.</remarks>
public interface IEpochBoard
{
    /// <summary>The leader has begun an epoch.</summary>
    /// <param name="token">The leader's, which has to be the register's; with another one nothing happens.</param>
    /// <param name="attempt">The epoch. One that comes late, behind a later one of its lineage, changes nothing.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the token is the register's.</returns>
    Task<bool> AnnounceAsync(FencingToken token, EpochId attempt, CancellationToken cancellation);

    Task<EpochNews> ReadNewsAsync(CancellationToken cancellation);

    /// <summary>Tasks have written what they add to an epoch.</summary>
    Task ReportAsync(EpochId epoch, ImmutableArray<TaskEntry> entries, CancellationToken cancellation);

    /// <summary>Reports for an epoch: so many at once as the board gives, each once or more often.</summary>
    /// <param name="epoch">The epoch that was announced last.</param>
    /// <param name="from">Where to go on, as the last call said; 0 to begin.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<EpochReports> ReadReportsAsync(EpochId epoch, long from, CancellationToken cancellation);

    /// <summary>A worker's tasks have done what a committed epoch asks of them.</summary>
    Task ReportAppliedAsync(EpochId epoch, string worker, CancellationToken cancellation);

    /// <summary>Those of some workers that have reported an epoch, or a later one, as applied.</summary>
    Task<ImmutableHashSet<string>> ReadAppliedAsync(EpochId epoch, IReadOnlyCollection<string> workers, CancellationToken cancellation);

    /// <summary>A worker cannot read a committed epoch. Leaders read it with the facts, as long as the plan restores from that epoch.</summary>
    Task ReportDamageAsync(EpochDamage damage, CancellationToken cancellation);
}
