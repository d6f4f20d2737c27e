using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// As <see cref="PlanDecision"/>, for a topology that keeps epochs. Whatever is lost, all tasks begin again from the last committed epoch: under new
/// incarnations, so that nothing of before reaches them, and with sources at rest until every worker has restored its share. Pure.
/// </summary>
internal static class RewindDecision
{
    /// <inheritdoc cref="LeaderDecision.Decide"/>
    public static (LeaderState State, LeaderActions Actions) Decide(
        LeaderState state, ClusterFacts facts, Reading at, EpochStanding standing, ClusterOptions options, PlanDraft draft)
    {
        if (facts.Plan is { } plan && facts.Damage is { } damage && damage.Epoch == facts.Committed)
        {
            return (state, new LeaderActions { GoBack = damage, IsHurried = true });
        }

        if (facts.Plan is not { } current || (Reason(state, facts, standing, draft) is not null && !draft.HasSurvivors))
        {
            return Gather(state, facts, at, options, draft);
        }

        if (Reason(state, facts, standing, draft) is { } reason)
        {
            return draft.Settled.IsEmpty
                ? (state, new LeaderActions { IsHurried = true })
                : (state, draft.Rewind(draft.Rewound(draft.Settled), reason));
        }

        if (draft.IsToBeSpread && !draft.Takers.IsEmpty)
        {
            return Spread(state, current, at, standing, options, draft);
        }

        // Sources waited because tasks were to be moved, and are not to be any more.
        bool isAtRest = HasStopped(current, standing) && !draft.HasEnded && draft.WantedMode != PlanMode.Draining;
        return (state, isAtRest && !draft.Settled.IsEmpty ? draft.Rewind(draft.Rewound(draft.Settled), "epochs go on") : Follow(current, standing, draft));
    }

    /// <summary>Why all tasks have to begin again, or null.</summary>
    private static string? Reason(LeaderState state, ClusterFacts facts, EpochStanding standing, PlanDraft draft)
        => facts.Plan switch
        {
            not null when draft.HasBusyDead => "workers are gone",
            not null when draft.HasForgotten => "the store lost its last writes",
            { Token.Nonce: var nonce } when nonce != state.Nonce => "another worker leads",
            { Epochs: var epochs } when epochs is null => "epochs are kept now",
            { Epochs: var epochs } when standing.IsBroken && standing.Token == epochs!.Token => "the store lost an epoch",
            { Epochs: var epochs } when epochs!.From is { } from && (facts.Committed is not { } committed || committed < from) => "an epoch cannot be read",
            _ => null,
        };

    /// <inheritdoc cref="PlanDecision.Gather"/>
    private static (LeaderState State, LeaderActions Actions) Gather(
        LeaderState state, ClusterFacts facts, Reading at, ClusterOptions options, PlanDraft draft)
    {
        if (!PlanDecision.HaveGathered(state, facts, at, options, draft))
        {
            return (state, new LeaderActions { IsHurried = !draft.Takers.IsEmpty });
        }

        return (
            state with { Gathered = at.Answered },
            draft.Rewind(draft.Rewound(draft.Takers), facts.Committed is null ? "workers have joined" : "workers have joined, and go on from the last epoch"));
    }

    /// <summary>
    /// Tasks are to be elsewhere, or more or fewer: sources wait, one more epoch is committed, and all tasks begin from that one, so that nothing is done twice. Where that takes too long, they begin
    /// from the last one that there is.
    /// </summary>
    private static (LeaderState State, LeaderActions Actions) Spread(
        LeaderState state, ClusterPlan plan, Reading at, EpochStanding standing, ClusterOptions options, PlanDraft draft)
    {
        if (draft.IsSame(draft.Spread()))
        {
            return (state, draft.Spread(plan.Mode, "tasks are spread evenly already") with { Epochs = Order(plan, standing, draft) });
        }

        state = state with { Resting = state.Resting ?? at.Answered };
        return (state, HasStopped(plan, standing) || at.Answered - state.Resting >= options.QuietWait
            ? draft.Rewind(draft.Rewound(draft.Takers), "tasks are spread evenly")
            : plan.Mode == PlanMode.Active
                ? draft.Publish(draft.Components, PlanMode.Inactive, carriesAll: false, "tasks are to be moved") with { Epochs = Order(plan, standing, draft) }
                : new LeaderActions { Epochs = Order(plan, standing, draft), IsHurried = true });
    }

    /// <summary>Nothing is lost, and everything is where it should be: changes what sources do, once all workers are ready for that, and where standbys are.</summary>
    private static LeaderActions Follow(ClusterPlan plan, EpochStanding standing, PlanDraft draft)
    {
        EpochOrder order = Order(plan, standing, draft);
        PlanMode mode = draft.WantedMode == PlanMode.Draining && !HasStopped(plan, standing) ? PlanMode.Inactive : draft.WantedMode;
        if (!draft.IsOutdated || (mode == plan.Mode && draft.WantedMode == PlanMode.Draining))
        {
            return draft.HasIdleDead || draft.IsToBeBacked
                ? draft.Publish(draft.Components, plan.Mode, carriesAll: !draft.IsOutdated, "standbys are placed") with { Epochs = order }
                : new LeaderActions { Epochs = order, IsHurried = draft.IsOutdated };
        }

        return mode == PlanMode.Active && !draft.IsApplied
            ? new LeaderActions { Epochs = order, IsHurried = true }
            : draft.Publish(draft.Components, mode, carriesAll: mode == draft.WantedMode, "what is wanted has changed") with { Epochs = order };
    }

    private static EpochOrder Order(ClusterPlan plan, EpochStanding standing, PlanDraft draft)
    {
        bool isStopping = (draft.WantedMode == PlanMode.Draining || draft.IsToBeSpread) && plan.Mode == PlanMode.Inactive && draft.IsApplied;
        return !draft.IsRestored || plan.Mode == PlanMode.Draining ? EpochOrder.Rest
            : isStopping || draft.HasEnded || HasStopped(plan, standing) ? EpochOrder.End
            : EpochOrder.Run;
    }

    /// <summary>Whether the last epoch that was asked for is committed and applied.</summary>
    private static bool HasStopped(ClusterPlan plan, EpochStanding standing) => standing.HasEnded && standing.Token == plan.Epochs!.Token;
}
