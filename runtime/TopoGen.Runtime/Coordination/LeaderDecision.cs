using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// What a leader does about what it reads. Pure: what it may not forget is in the store, so a successor goes on where it stopped.
/// </summary>
internal static class LeaderDecision
{
    /// <param name="state">What it remembers.</param>
    /// <param name="facts">The store.</param>
    /// <param name="at">When the facts were read.</param>
    /// <param name="shape">The topology.</param>
    /// <param name="losses">Bounds what is lost.</param>
    /// <param name="standing">How the plan's epochs fare; the default where there are none.</param>
    /// <param name="options">The times.</param>
    public static (LeaderState State, LeaderActions Actions) Decide(
        LeaderState state, ClusterFacts facts, Reading at, TopologyShape shape, LossBound losses, EpochStanding standing, ClusterOptions options)
    {
        if (facts.Run?.Id != state.Run
            || facts.Run.Phase != RunPhase.Running
            || facts.Leader.Holder != state.Worker
            || facts.Register.Nonce != state.Nonce)
        {
            return (state, new LeaderActions { IsDeposed = true });
        }

        state = Observe(state, facts, at, options);
        (state, ImmutableArray<Eviction> evictions) = Evict(state, facts, at, options);
        if (!evictions.IsEmpty)
        {
            return (state, new LeaderActions { Evictions = evictions, IsHurried = true });
        }

        if (End(state, facts, at, shape.KeepsEpochs ? standing : null) is { } end)
        {
            return (state, new LeaderActions { End = end, IsHurried = true });
        }

        (state, LeaderActions actions) = PlanDecision.Decide(state, facts, at, shape, losses, standing, options);
        (state, actions) = GoneWorkers.Fold(state, actions, at);
        return actions.Plan is { } plan
            ? (state with { Highest = plan.Token.Generation }, actions)
            : (state, actions);
    }

    private static LeaderState Observe(LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options)
    {
        var watches = ImmutableDictionary.CreateBuilder<string, LeaseWatch>(StringComparer.Ordinal);
        var firstSeen = ImmutableDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        long planSeen = Math.Max(state.PlanSeen, facts.Plan?.Token.Generation ?? 0);
        foreach (WorkerLease lease in facts.Leases)
        {
            string id = lease.Worker.Id;
            var value = new LeaderLease(id, lease.Counter);
            watches[id] = state.Watches.TryGetValue(id, out LeaseWatch watch)
                ? watch.Observe(value, at, options.LeaseTime)
                : LeaseWatch.Begin(value, at);
            firstSeen[id] = state.FirstSeen.GetValueOrDefault(id, at.Answered - TimeSpan.FromMilliseconds(lease.Report.Held));
            planSeen = Math.Max(planSeen, lease.Report.Applied);
        }

        return GoneWorkers.Observe(state, facts, at) with
        {
            Watches = watches.ToImmutable(),
            FirstSeen = firstSeen.ToImmutable(),
            Highest = Math.Max(state.Highest, Math.Max(facts.Register.Generation, planSeen)),
            PlanSeen = planSeen,
            Began = state.Began ?? at.Answered,
            CoolDowns = state.CoolDowns.RemoveRange(state.CoolDowns.Where(c => c.Value <= at.Answered).Select(c => c.Key)),
            Killed = facts.Desired.Killed ? state.Killed ?? at.Answered : null,
        };
    }

    private static (LeaderState State, ImmutableArray<Eviction> Evictions) Evict(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options)
    {
        ImmutableArray<Eviction> over =
        [
            .. facts.Leases
                .Where(l => l.Worker.Id != state.Worker && state.Watches[l.Worker.Id].IsOver(options.LeaseTime))
                .Select(l => new Eviction(l.Worker.Id, l.Counter, $"it has not renewed its lease for {Duration.Text(options.LeaseTime)}")),
        ];
        if (!over.IsEmpty)
        {
            return (state, over);
        }

        (state, WorkerLease? cut) = DeadLinks.Judge(state, facts, at, options);
        if (cut is null)
        {
            return (state, []);
        }

        state = state with { CoolDowns = state.CoolDowns.SetItem(cut.Worker.Process, at.Answered + options.LinkCoolDown) };
        return (state, [new Eviction(cut.Worker.Id, null, "others hear nothing from it, or it from them, though it renews its lease")]);
    }

    /// <param name="state">What it remembers.</param>
    /// <param name="facts">The store.</param>
    /// <param name="at">When the facts were read.</param>
    /// <param name="standing">Of a topology that keeps epochs: it is complete with its final epoch, and not before.</param>
    private static RunEnd? End(LeaderState state, ClusterFacts facts, Reading at, EpochStanding? standing)
    {
        if (facts.Plan is not { } plan)
        {
            return facts.Desired.Killed ? new RunEnd(RunPhase.Drained, null) : null;
        }

        // A task that was marked in the plan reported its end too, under the incarnation that the plan still has.
        bool isComplete = true;
        bool isDrained = false;
        foreach ((TaskId id, PlannedTask task) in PlanTasks.Of(plan))
        {
            bool hasReported = facts.Ended.TryGetValue(id, out bool inputOver);
            isComplete &= task.HasEnded || hasReported;
            isDrained |= hasReported && !inputOver;
        }

        bool isAwaited = standing is { } epochs && !isDrained && !(epochs.IsFinal && epochs.Token == plan.Epochs?.Token);
        if (isComplete && !isAwaited)
        {
            return new RunEnd(isDrained ? RunPhase.Drained : RunPhase.Completed, null);
        }

        return state.Killed is { } killed && at.Answered - killed >= TimeSpan.FromMilliseconds(facts.Desired.KillWait)
            ? new RunEnd(RunPhase.DrainTimedOut, $"work was left {Duration.Text(TimeSpan.FromMilliseconds(facts.Desired.KillWait))} after it was told to stop")
            : null;
    }
}
