using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Finds out whose metrics nobody will report any more. Workers may come and go without end, and the store's memory does not grow
/// with them. Pure.
/// </summary>
internal static class GoneWorkers
{
    /// <summary>Longer than a worker takes to stop, so that its last report still counts; also the time from one folding to the next.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Takes note of who is there.</summary>
    public static LeaderState Observe(LeaderState state, ClusterFacts facts, Reading at)
    {
        IEnumerable<WorkerInfo> present = facts.Leases.Select(l => l.Worker).Concat(facts.Plan?.Workers ?? []);
        return state with
        {
            LastSeen = state.LastSeen
                .RemoveRange(state.LastSeen.Where(s => at.Answered - s.Value > Grace).Select(s => s.Key))
                .SetItems(present.Select(w => KeyValuePair.Create(w.Id, at.Answered))),
        };
    }

    /// <summary>A term begins with a wait: who went shortly before it, this leader has not seen.</summary>
    public static (LeaderState State, LeaderActions Actions) Fold(LeaderState state, LeaderActions actions, Reading at)
        => actions.Plan is null && at.Answered - (state.Folded ?? state.Began) >= Grace
            ? (state with { Folded = at.Answered }, actions with { Kept = state.LastSeen.Keys.ToImmutableHashSet(StringComparer.Ordinal) })
            : (state, actions);
}
