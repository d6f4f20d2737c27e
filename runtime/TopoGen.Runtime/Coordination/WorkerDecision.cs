namespace TopoGen.Runtime;

/// <summary>
/// What a worker does about what happens to it: one function for each event, from the state before to the state after and what is
/// to be done. Pure.
/// </summary>
internal static class WorkerDecision
{
    /// <summary>It has joined under a new id.</summary>
    public static WorkerState Joined(WorkerState state, string id, Reading at)
        => state with
        {
            Phase = WorkerPhase.Holding,
            Id = id,
            Counter = 0,
            Renewed = at.Asked,
            Joined = at.Answered,
            Plan = default,
            PlanRead = at.Answered,
            Leader = null,
            Holder = null,
            Claim = null,
            Term = default,
            Changed = at.Answered,
        };

    /// <summary>The run cannot be joined, or is over.</summary>
    public static WorkerState Ended(WorkerState state, RunEnd end)
        => state with { Phase = WorkerPhase.Over, End = end, Term = default, Claim = null };

    /// <summary>A renewal was answered.</summary>
    /// <param name="state">The state.</param>
    /// <param name="run">The run.</param>
    /// <param name="view">The answer.</param>
    /// <param name="at">When it was asked and answered.</param>
    /// <param name="nonce">Random, for a claim.</param>
    /// <param name="options">The times.</param>
    public static (WorkerState State, WorkerActions Actions) Renewed(
        WorkerState state, string run, WorkerView view, Reading at, ulong nonce, ClusterOptions options)
    {
        state = state with { Highest = Math.Max(state.Highest, Math.Max(view.Register.Generation, view.Plan.Generation)) };
        if (view.Phase != RunPhase.Running)
        {
            return (Ended(state, new RunEnd(view.Phase, view.Reason)), StepDown(state));
        }

        if (!view.IsHeld)
        {
            return Lose(state, WorkerActions.Drop);
        }

        if (HasForgotten(state, view, at))
        {
            // The store lost its last writes: whatever else runs by the plan it has now, what runs here does not.
            return Lose(state, WorkerActions.Drop | WorkerActions.Leave);
        }

        if (view.Register != state.Register || view.Leader.Holder != state.Leader?.Value.Holder)
        {
            state = state with { Changed = at.Answered };
        }

        state = state with
        {
            Counter = state.Counter + 1,
            Renewed = at.Asked,
            Register = view.Register,
            Leader = state.Leader is { } watch
                ? watch.Observe(view.Leader, at, options.LeaseTime)
                : LeaseWatch.Begin(view.Leader, at),
            Holder = WatchHolder(state, view, at, options),
        };
        (state, WorkerActions leading) = at.Asked < state.TermBegan
            ? (state, WorkerActions.None)
            : state.IsLeading ? Lead(state, view) : Follow(state, run, view, at, nonce, options);
        (state, WorkerActions working) = Work(state, view, isFresh: at.Answered - at.Asked < options.SuspendAfter);
        return (state, leading | working);
    }

    /// <summary>Time has passed, perhaps without an answer.</summary>
    public static (WorkerState State, WorkerActions Actions) Passed(WorkerState state, TimeSpan now, ClusterOptions options)
        => state.Phase == WorkerPhase.Holding && now - state.Renewed >= options.SuspendAfter
            ? (state with { Phase = WorkerPhase.Suspended }, WorkerActions.Suspend)
            : (state, WorkerActions.None);

    /// <summary>
    /// A plan was read that may be newer than what the engine has. A suspended worker applies it only where its lease was renewed
    /// in time: else it waits for the next renewal, and reads again.
    /// </summary>
    public static (WorkerState State, WorkerActions Actions) PlanRead(
        WorkerState state, ClusterPlan plan, Reading at, ClusterOptions options)
    {
        bool isMine = state.Phase is WorkerPhase.Holding or WorkerPhase.Suspended;
        if (!isMine || plan.Token.Generation <= state.Plan.Generation || at.Answered - state.Renewed >= options.SuspendAfter)
        {
            return (state, WorkerActions.None);
        }

        return (
            state with
            {
                Phase = WorkerPhase.Holding,
                Plan = plan.Token,
                PlanRead = at.Answered,
                Highest = Math.Max(state.Highest, plan.Token.Generation),
                Changed = at.Answered,
            },
            WorkerActions.Apply);
    }

    /// <summary>A claim was answered.</summary>
    public static (WorkerState State, WorkerActions Actions) Answered(
        WorkerState state, LeaderClaim claim, FencingToken? granted, TimeSpan now)
    {
        if (state.Claim != claim)
        {
            return (state, WorkerActions.None);
        }

        state = state with { Claim = null };
        return granted is { } token ? Begin(state, token, now) : (state, WorkerActions.None);
    }

    /// <summary>The leader has published a plan.</summary>
    public static WorkerState Published(WorkerState state, FencingToken token)
        => state.Term.Nonce == token.Nonce && state.Term.Generation < token.Generation
            ? state with { Term = token, Highest = Math.Max(state.Highest, token.Generation) }
            : state;

    /// <summary>The leader found another one in its place.</summary>
    public static (WorkerState State, WorkerActions Actions) Deposed(WorkerState state, ulong nonce)
        => state.IsLeading && state.Term.Nonce == nonce
            ? (state with { Term = default }, WorkerActions.StepDown)
            : (state, WorkerActions.None);

    private static WorkerActions StepDown(WorkerState state) => state.IsLeading ? WorkerActions.StepDown : WorkerActions.None;

    private static (WorkerState State, WorkerActions Actions) Lose(WorkerState state, WorkerActions actions)
        => (
            state with { Phase = WorkerPhase.Joining, Plan = default, Leader = null, Holder = null, Claim = null, Term = default },
            actions | StepDown(state));

    /// <summary>A leader's term begins with the watch over its predecessor, so that what the worker has seen as a follower counts.</summary>
    private static LeaseWatch? WatchHolder(WorkerState state, WorkerView view, Reading at, ClusterOptions options)
    {
        if (view.Leader.Holder == state.Id)
        {
            return state.Holder;
        }

        if (view.HolderCounter is not { } counter)
        {
            return null;
        }

        var value = new LeaderLease(view.Leader.Holder, counter);
        return state.Holder is { } watch ? watch.Observe(value, at, options.LeaseTime) : LeaseWatch.Begin(value, at);
    }

    /// <summary>Whether the store's plan is not the one that the engine was given, and not a newer one either.</summary>
    private static bool HasForgotten(WorkerState state, WorkerView view, Reading at)
        => state.Plan != default
            && at.Asked >= state.PlanRead
            && view.Plan != state.Plan
            && view.Plan.Generation <= state.Plan.Generation;

    private static (WorkerState State, WorkerActions Actions) Begin(WorkerState state, FencingToken token, TimeSpan now)
        => (
            state with
            {
                Claim = null,
                Term = token,
                TermBegan = now,
                Changed = now,
                Highest = Math.Max(state.Highest, token.Generation),
            },
            WorkerActions.Lead);

    private static (WorkerState State, WorkerActions Actions) Lead(WorkerState state, WorkerView view)
        => view switch
        {
            // A plan of this very term may be the register while the renewal still named the token before it.
            _ when view.Leader.Holder == state.Id && view.Register.Nonce == state.Term.Nonce
                => (state with { Term = view.Register }, WorkerActions.None),
            _ => (state with { Term = default }, WorkerActions.StepDown),
        };

    private static (WorkerState State, WorkerActions Actions) Follow(
        WorkerState state, string run, WorkerView view, Reading at, ulong nonce, ClusterOptions options)
    {
        if (state.Claim is { } open)
        {
            if (view.Leader.Holder == state.Id && view.Register.Nonce == open.Nonce)
            {
                return Begin(state, view.Register, at.Answered);
            }

            return view.Leader == open.Observed
                ? (state, WorkerActions.Claim)
                : (state with { Claim = null }, WorkerActions.None);
        }

        bool isVacant = view.Leader.Holder.Length == 0;
        return isVacant || state.Leader!.Value.IsOver(options.LeaseTime)
            ? (state with { Claim = new LeaderClaim(run, state.Id, view.Leader, state.Highest, nonce) }, WorkerActions.Claim)
            : (state, WorkerActions.None);
    }

    private static (WorkerState State, WorkerActions Actions) Work(WorkerState state, WorkerView view, bool isFresh)
        => state switch
        {
            _ when view.Plan.Generation > state.Plan.Generation => (state, WorkerActions.ReadPlan),
            { Phase: WorkerPhase.Suspended } when isFresh && view.Plan == state.Plan
                => (state with { Phase = WorkerPhase.Holding }, WorkerActions.Resume),
            _ => (state, WorkerActions.None),
        };
}
