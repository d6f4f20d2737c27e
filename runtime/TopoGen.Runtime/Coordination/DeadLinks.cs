using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Finds workers that keep their leases and yet do not reach each other. Both would go on for ever without the other's tuples, so
/// one has to go. Pure.
/// </summary>
internal static class DeadLinks
{
    /// <summary>Takes note of the silent links in the facts, and says which worker to evict, if any.</summary>
    /// <remarks>
    /// Judged are only links between workers that were both seen alive just now and run the current plan: a worker that stalls is
    /// silent too, and its lease will tell; one that has not come to the plan yet has not linked itself yet; one that is not in it,
    /// such as one that was evicted and joined again, has no links to judge.
    /// </remarks>
    public static (LeaderState State, WorkerLease? Evicted) Judge(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options)
    {
        HashSet<string> planned = [.. (facts.Plan?.Workers ?? []).Select(w => w.Id)];
        Dictionary<string, WorkerLease> ready = facts.Leases
            .Where(l => planned.Contains(l.Worker.Id))
            .Where(l => l.Report.Applied == facts.Plan?.Token.Generation && !l.Report.IsSuspended)
            .Where(l => state.Watches[l.Worker.Id].IsFresh(options.LeaseTime))
            .ToDictionary(l => l.Worker.Id, StringComparer.Ordinal);
        ImmutableDictionary<LinkReport, TimeSpan> silent = ready.Values
            .SelectMany(l => (l.Report.Silent ?? []).Select(peer => new LinkReport(l.Worker.Id, peer)))
            .Where(r => ready.ContainsKey(r.Peer))
            .ToImmutableDictionary(r => r, r => state.Silent.GetValueOrDefault(r, at.Answered));
        state = state with { Silent = silent };

        // Those who report have waited for the link's time to live already; this only lets all of them speak.
        LinkReport[] lasting = [.. silent.Where(s => at.Answered - s.Value >= options.LeaseTime / 3).Select(s => s.Key)];
        if (lasting.Length == 0)
        {
            return (state, null);
        }

        Dictionary<string, int> against = silent.Keys.CountBy(r => r.Peer, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string evicted = lasting
            .SelectMany(r => new[] { r.Reporter, r.Peer })
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(id => against.GetValueOrDefault(id))
            .ThenBy(id => id == state.Worker)
            .ThenByDescending(id => id, StringComparer.Ordinal)
            .First();
        return (state, ready[evicted]);
    }
}
