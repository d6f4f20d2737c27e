using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Finds out whether nothing is in flight any more in a topology whose spouts are not asked: all tasks wait, and as many tuples
/// were received as were sent, in two rounds of reports of which the second was made after the first had been read (the counts of
/// one round could each be true and miss a tuple that passes between them). Immutable.
/// </summary>
/// <param name="Generation">The plan it watches.</param>
/// <param name="Began">Since when.</param>
/// <param name="Round">The counters of the leases at the first round of reports that are still the same; empty while work is pending.</param>
/// <param name="Sent">The sum of what was sent in that round.</param>
/// <param name="Received">The sum of what was received.</param>
/// <param name="Progress">The sum of what all tasks did: a worker may miss a tuple in its own queues while it counts them, if it moves.</param>
/// <param name="Since">When that round was read.</param>
internal sealed record QuietWatch(
    long Generation, TimeSpan Began, ImmutableDictionary<string, long> Round, long Sent, long Received, long Progress, TimeSpan Since)
{
    /// <param name="watch">The watch so far, if there is one.</param>
    /// <param name="plan">The current plan.</param>
    /// <param name="workers">The leases of the plan's workers.</param>
    /// <param name="at">When they were read.</param>
    public static QuietWatch Observe(QuietWatch? watch, ClusterPlan plan, ImmutableArray<WorkerLease> workers, Reading at)
    {
        long generation = plan.Token.Generation;
        long sent = workers.Sum(w => w.Report.Sent);
        long received = workers.Sum(w => w.Report.Received);
        long progress = workers.Sum(w => w.Report.Progress);
        HashSet<string> peers = [.. workers.Select(w => w.Worker.Id)];
        bool waits = workers.All(
            w => w.Report.Applied == generation
                && w.Report is { Pending: 0, IsSuspended: false }
                && w.Report.Silent?.Any(peers.Contains) != true);
        if (waits && watch is { Round.IsEmpty: false } && (generation, sent, received, progress) == (watch.Generation, watch.Sent, watch.Received, watch.Progress))
        {
            return watch;
        }

        return new QuietWatch(
            generation,
            watch?.Began ?? at.Answered,
            waits ? workers.ToImmutableDictionary(w => w.Worker.Id, w => w.Counter) : ImmutableDictionary<string, long>.Empty,
            sent,
            received,
            progress,
            at.Answered);
    }

    /// <summary>
    /// A renewal may have been on its way while the first round was read, so the second report after it counts. Where a worker died,
    /// the sums may never meet again: then it is enough that nothing moves for as long as a healthy link can be silent.
    /// </summary>
    /// <inheritdoc cref="Observe"/>
    public bool IsQuiet(ImmutableArray<WorkerLease> workers, TimeSpan now, TimeSpan timeToLive)
        => !Round.IsEmpty
            && workers.All(w => Round.TryGetValue(w.Worker.Id, out long counter) && w.Counter >= counter + 2)
            && (Sent == Received || now - Since >= timeToLive);
}
