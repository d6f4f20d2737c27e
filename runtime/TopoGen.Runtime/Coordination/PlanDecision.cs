using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Whether there is a reason for a new plan, and what is in it. Pure. The only reasons are: there is none yet; tasks have no worker
/// any more, or a worker that had some is gone, or the store has forgotten a plan; operators want something else than the plan carries out.
/// </summary>
internal static class PlanDecision
{
    /// <inheritdoc cref="LeaderDecision.Decide"/>
    public static (LeaderState State, LeaderActions Actions) Decide(
        LeaderState state, ClusterFacts facts, Reading at, TopologyShape shape, LossBound losses, EpochStanding standing, ClusterOptions options)
    {
        var draft = new PlanDraft(state, facts, at, shape, losses, options);
        string? problem = draft.Problem is not null && state.Refused != facts.Desired.Version ? draft.Problem : null;
        state = state with { Refused = draft.Problem is null ? -1 : facts.Desired.Version };

        (state, LeaderActions actions) = facts.Plan switch
        {
            _ when shape.KeepsEpochs => RewindDecision.Decide(state, facts, at, standing, options, draft),
            null => Gather(state, facts, at, options, draft),
            _ when !draft.Dead.IsEmpty => draft.HasSurvivors
                ? Repair(state, draft)
                : Gather(state, facts, at, options, draft),
            _ when draft.HasForgotten => BeginAnew(state, draft),
            _ when draft.IsToBeSpread => Spread(state, facts, at, options, draft),
            _ when draft.IsOutdated => Follow(state, facts, at, options, draft),
            _ when draft.IsToBeBacked => (state, draft.Publish(draft.Components, draft.WantedMode, carriesAll: true, "standbys are placed")),
            _ => (state, LeaderActions.None),
        };
        state = draft.IsToBeSpread ? state : state with { Quiet = null, Resting = null };
        return (actions.Plan is null ? state : state with { Waking = null }, actions with { Problem = problem });
    }

    /// <summary>
    /// Nothing runs, so there is no hurry: waits until those that are expected have joined, for a while, or joins have been
    /// gathered for the time of a debounce. That time also lies between two plans of this kind, so that workers which come and go
    /// do not make plans at their pace.
    /// </summary>
    internal static (LeaderState State, LeaderActions Actions) Gather(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options, PlanDraft draft)
    {
        if (!HaveGathered(state, facts, at, options, draft))
        {
            return (state, draft.Takers.IsEmpty ? LeaderActions.None : new LeaderActions { IsHurried = true });
        }

        state = state with { Gathered = at.Answered };
        ImmutableArray<PlannedTasks> placed = draft.PlaceAll();
        (state, ImmutableArray<LossReport> losses) = draft.Mourn(state);
        return (state, draft.Publish(placed, draft.WantedMode, carriesAll: draft.Problem is null, "workers have joined") with { Losses = losses });
    }

    /// <summary>Whether those that are expected have joined, or were waited for.</summary>
    public static bool HaveGathered(LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options, PlanDraft draft)
    {
        if (draft.Takers.IsEmpty)
        {
            return false;
        }

        TimeSpan waited = at.Answered - draft.Takers.Min(w => state.FirstSeen[w.Id]);
        bool haveGathered = facts.Desired.Workers is { } expected
            ? draft.Takers.Length >= expected || waited >= options.StartWait
            : waited >= options.JoinDebounce;

        // A new leader does not know when the last one made the plan that is there.
        TimeSpan? last = state.Gathered ?? (facts.Plan is null ? null : state.Began);
        return haveGathered && !(at.Answered - last < options.JoinDebounce);
    }

    /// <summary>
    /// Tasks of a dead worker go at once to workers that have tasks or have been there for the time of a debounce: one that came
    /// just now may be gone just as fast.
    /// </summary>
    private static (LeaderState State, LeaderActions Actions) Repair(LeaderState state, PlanDraft draft)
    {
        if (draft.Settled.IsEmpty && !draft.Orphans.IsEmpty)
        {
            return (state, new LeaderActions { IsHurried = true });
        }

        ImmutableArray<PlannedTasks> placed = draft.Orphans.IsEmpty ? draft.Components : draft.Repair(draft.Settled);
        (state, ImmutableArray<LossReport> losses) = draft.Mourn(state);
        if (draft.HasForgotten)
        {
            // They are gone because they ran a plan that the store does not know any more: see BeginAnew.
            placed = draft.Anew(placed);
            losses = draft.LossesOfMoves(placed, isQuiet: false);
        }

        // Where tasks are about to be spread, or were and not all run that plan yet, spouts are not asked again in between.
        return (
            state,
            draft.Publish(placed, draft.IsToBeSpread || draft.IsAsleep ? PlanMode.Inactive : draft.WantedMode, carriesAll: !draft.IsToBeSpread, "workers are gone")
                with
            { Losses = losses });
    }

    /// <summary>
    /// The store lost its last writes: workers may have gone by another plan than it has now. Every task begins a new life where it
    /// is, for nobody knows any more which lives there were.
    /// </summary>
    private static (LeaderState State, LeaderActions Actions) BeginAnew(LeaderState state, PlanDraft draft)
    {
        ImmutableArray<PlannedTasks> anew = draft.Anew(draft.Components);
        return (
            state,
            draft.Publish(anew, draft.IsToBeSpread ? PlanMode.Inactive : draft.WantedMode, carriesAll: !draft.IsToBeSpread, "the store lost its last writes")
                with
            { Losses = draft.LossesOfMoves(anew, isQuiet: false) });
    }

    /// <summary>
    /// Everything is where operators want it. Where spouts are to be asked again, all workers must run the plan first: those that
    /// were first could send, through others that still run the former plan, to tasks that are about to go.
    /// </summary>
    private static (LeaderState State, LeaderActions Actions) Follow(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options, PlanDraft draft)
    {
        if (draft.IsAsleep)
        {
            state = state with { Waking = state.Waking ?? at.Answered };
            if (at.Answered - state.Waking < options.QuietWait)
            {
                return (state, new LeaderActions { IsHurried = true });
            }
        }

        return (state, draft.Publish(draft.Components, draft.WantedMode, carriesAll: true, "what is wanted has changed"));
    }

    /// <summary>Tasks that run are to move: first everything comes to rest, so that nothing is on the way when they do.</summary>
    private static (LeaderState State, LeaderActions Actions) Spread(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options, PlanDraft draft)
    {
        if (draft.Takers.IsEmpty)
        {
            return (state, LeaderActions.None);
        }

        ImmutableArray<PlannedTasks> spread = draft.Spread();
        if (draft.IsSame(spread))
        {
            return (state, draft.Publish(spread, draft.IsAsleep ? PlanMode.Inactive : draft.WantedMode, carriesAll: true, "tasks are spread evenly already"));
        }

        if (facts.Plan!.Mode == PlanMode.Active)
        {
            return (
                state with { Quiet = null },
                draft.Publish(draft.Components, PlanMode.Inactive, carriesAll: false, "tasks are to be moved"));
        }

        ImmutableArray<WorkerLease> workers = draft.HeldOfPlan;
        QuietWatch quiet = QuietWatch.Observe(state.Quiet, facts.Plan, workers, at);
        state = state with { Quiet = quiet };
        bool isQuiet = quiet.IsQuiet(workers, at.Answered, options.LeaseTime);
        if (!isQuiet && at.Answered - quiet.Began < options.QuietWait)
        {
            return (state, new LeaderActions { IsHurried = true });
        }

        return (
            state with { Quiet = null },
            draft.Publish(spread, PlanMode.Inactive, carriesAll: true, "tasks are spread evenly")
                with
            { Losses = draft.LossesOfMoves(spread, isQuiet) });
    }
}
