namespace TopoGen.Runtime;

/// <summary>Finds workers that do not come to run the plan, each once. One thread at a time.</summary>
internal sealed class LagWatch
{
    /// <summary>Applying a plan takes milliseconds, opening a component perhaps seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private Dictionary<string, (long Applied, TimeSpan Since, bool IsKnown)> _behind = new(StringComparer.Ordinal);

    /// <param name="facts">The store.</param>
    /// <param name="now">When they were read.</param>
    /// <returns>Workers of the plan that have run the same older one for more than 10 s, and were not returned before for it.</returns>
    public IReadOnlyList<WorkerLease> Observe(ClusterFacts facts, TimeSpan now)
    {
        var behind = new Dictionary<string, (long Applied, TimeSpan Since, bool IsKnown)>(StringComparer.Ordinal);
        HashSet<string> members = [.. (facts.Plan?.Workers ?? []).Select(w => w.Id)];
        List<WorkerLease> found = [];
        foreach (WorkerLease lease in facts.Leases)
        {
            string id = lease.Worker.Id;
            long applied = lease.Report.Applied;
            if (facts.Plan is not { } plan || applied >= plan.Token.Generation || !members.Contains(id))
            {
                continue;
            }

            bool isSame = _behind.TryGetValue(id, out (long Applied, TimeSpan Since, bool IsKnown) before) && before.Applied == applied;
            TimeSpan since = isSame ? before.Since : now;
            bool isLate = now - since > Limit;
            if (isLate && !before.IsKnown)
            {
                found.Add(lease);
            }

            behind[id] = (applied, since, isLate);
        }

        _behind = behind;
        return found;
    }
}
