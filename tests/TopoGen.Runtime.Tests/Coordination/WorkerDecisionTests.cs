namespace TopoGen.Runtime.Tests.Coordination;

public sealed class WorkerDecisionTests
{
    private const string Run = "run";
    private const ulong Nonce = 77;
    private static readonly ClusterOptions Options = new();
    private static readonly FencingToken Token = new(5, 1);

    [Fact]
    public void A_renewal_in_time_keeps_it_at_work()
    {
        (WorkerState state, WorkerActions actions) = Renew(Holding(), View(), 1);
        Assert.Equal((WorkerPhase.Holding, 1, Seconds(1)), (state.Phase, state.Counter, state.Renewed));
        Assert.Equal(WorkerActions.None, actions);
    }

    [Fact]
    public void It_stops_two_thirds_of_its_lease_after_the_last_renewal_was_sent()
    {
        (WorkerState state, _) = WorkerDecision.Renewed(
            Holding(), Run, View(), new Reading(Seconds(1), Seconds(1.9)), Nonce, Options);
        Assert.Equal(WorkerActions.None, WorkerDecision.Passed(state, Seconds(2.99), Options).Actions);
        (state, WorkerActions actions) = WorkerDecision.Passed(state, Seconds(3), Options);
        Assert.Equal((WorkerPhase.Suspended, WorkerActions.Suspend), (state.Phase, actions));
        Assert.Equal(WorkerActions.None, WorkerDecision.Passed(state, Seconds(4), Options).Actions);
    }

    [Fact]
    public void It_goes_on_when_lease_and_plan_are_still_its_own()
    {
        (WorkerState state, WorkerActions actions) = Renew(Suspended(), View(), 30);
        Assert.Equal((WorkerPhase.Holding, WorkerActions.Resume), (state.Phase, actions));
    }

    [Fact]
    public void It_does_not_go_on_by_an_answer_that_it_reads_too_late()
    {
        (WorkerState state, WorkerActions actions) = WorkerDecision.Renewed(
            Suspended(), Run, View(), new Reading(Seconds(10), Seconds(20)), Nonce, Options);
        Assert.Equal((WorkerPhase.Suspended, WorkerActions.None), (state.Phase, actions));
    }

    [Fact]
    public void A_newer_plan_is_read_and_ends_the_suspension_only_while_the_renewal_is_fresh()
    {
        var next = new FencingToken(6, 1);
        (WorkerState state, WorkerActions actions) = Renew(Suspended(), View(plan: next), 30);
        Assert.Equal((WorkerPhase.Suspended, WorkerActions.ReadPlan), (state.Phase, actions));

        Assert.Equal(WorkerActions.None, WorkerDecision.PlanRead(state, Plan(next), At(32), Options).Actions);
        (state, actions) = WorkerDecision.PlanRead(state, Plan(next), At(31), Options);
        Assert.Equal((WorkerPhase.Holding, WorkerActions.Apply, next), (state.Phase, actions, state.Plan));
        Assert.Equal(WorkerActions.None, WorkerDecision.PlanRead(state, Plan(next), At(31), Options).Actions);
    }

    [Fact]
    public void A_lost_lease_is_lost_for_ever()
    {
        (WorkerState state, WorkerActions actions) = Renew(Leading(), View(isHeld: false), 1);
        Assert.Equal(WorkerActions.Drop | WorkerActions.StepDown, actions);
        Assert.Equal((WorkerPhase.Joining, default, default), (state.Phase, state.Plan, state.Term));
        Assert.True(state.Highest >= Token.Generation);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(0, 0)]
    public void A_plan_that_the_store_has_forgotten_is_dropped(long generation, ulong nonce)
        => Assert.Equal(
            WorkerActions.Drop | WorkerActions.Leave,
            Renew(Holding(), View(plan: new FencingToken(generation, nonce)), 1).Actions);

    [Fact]
    public void What_was_asked_before_the_plan_was_read_says_nothing_about_it()
        => Assert.Equal(
            WorkerActions.None, Renew(Holding() with { PlanRead = Seconds(1.5) }, View(plan: new FencingToken(4, 1)), 1).Actions);

    [Fact]
    public void The_end_of_the_run_ends_its_work()
    {
        WorkerState state = Renew(Leading(), View() with { Phase = RunPhase.Failed, Reason = "why" }, 1).State;
        Assert.Equal((WorkerPhase.Over, new RunEnd(RunPhase.Failed, "why")), (state.Phase, state.End));
        Assert.False(state.IsLeading);
    }

    [Fact]
    public void It_claims_a_vacant_lead_above_all_it_has_seen_and_repeats_the_claim_until_it_is_answered()
    {
        (WorkerState state, WorkerActions actions) = Renew(Holding() with { Highest = 90 }, View(leader: new LeaderLease("", 8)), 1);
        Assert.Equal(WorkerActions.Claim, actions);
        Assert.Equal(new LeaderClaim(Run, "w", new LeaderLease("", 8), 90, Nonce), state.Claim);

        (WorkerState again, actions) = Renew(state, View(leader: new LeaderLease("", 8)), 1.5);
        Assert.Equal((WorkerActions.Claim, state.Claim), (actions, again.Claim));

        (state, actions) = WorkerDecision.Answered(again, state.Claim!.Value, new FencingToken(91, Nonce), Seconds(1.6));
        Assert.Equal((WorkerActions.Lead, new FencingToken(91, Nonce)), (actions, state.Term));
    }

    [Fact]
    public void A_claim_that_was_granted_unheard_is_known_by_its_nonce()
    {
        WorkerState state = Renew(Holding(), View(leader: new LeaderLease("", 8)), 1).State;
        (state, WorkerActions actions) = Renew(
            state, View(leader: new LeaderLease("w", 9)) with { Register = new FencingToken(6, Nonce) }, 1.5);
        Assert.Equal((WorkerActions.Lead, new FencingToken(6, Nonce)), (actions, state.Term));
    }

    [Fact]
    public void A_claim_is_given_up_when_another_one_has_the_lead()
    {
        WorkerState state = Renew(Holding(), View(leader: new LeaderLease("", 8)), 1).State;
        LeaderClaim claim = state.Claim!.Value;
        state = Renew(state, View(leader: new LeaderLease("other", 9)), 1.5).State;
        Assert.Null(state.Claim);
        Assert.Equal(WorkerActions.None, WorkerDecision.Answered(state, claim, new FencingToken(6, Nonce), Seconds(2)).Actions);
    }

    [Fact]
    public void It_claims_a_lead_that_stood_still_for_the_lease_time()
    {
        WorkerState state = Holding();
        WorkerActions actions = WorkerActions.None;
        for (double second = 0.5; second < 3.5; second += 0.5)
        {
            Assert.Equal(WorkerActions.None, actions);
            (state, actions) = Renew(state, View(), second);
        }

        (_, actions) = Renew(state, View(), 3.5);
        Assert.Equal(WorkerActions.Claim, actions);
    }

    [Fact]
    public void It_leads_on_when_its_own_plan_was_faster_than_its_renewal()
    {
        var published = new FencingToken(6, Token.Nonce);
        (WorkerState state, WorkerActions actions) = Renew(
            Leading(), View(leader: new LeaderLease("w", 3), plan: Token) with { Register = published }, 1);
        Assert.Equal((WorkerActions.None, published), (actions, state.Term));
    }

    [Theory]
    [InlineData("other", 1)]
    [InlineData("w", 2)]
    public void It_steps_down_where_holder_or_register_are_not_its_own(string holder, ulong nonce)
    {
        (WorkerState state, WorkerActions actions) = Renew(
            Leading(), View(leader: new LeaderLease(holder, 3)) with { Register = new FencingToken(6, nonce) }, 1);
        Assert.Equal(WorkerActions.StepDown, actions);
        Assert.False(state.IsLeading);
    }

    [Fact]
    public void What_was_asked_before_it_led_says_nothing_about_its_lead()
        => Assert.True(Renew(Leading() with { TermBegan = Seconds(1.5) }, View(), 1).State.IsLeading);

    private static WorkerState Holding()
        => WorkerDecision.Joined(new WorkerState(), "w", At(0)) with { Plan = Token, Highest = Token.Generation, Register = Token };

    private static WorkerState Suspended() => WorkerDecision.Passed(Holding(), Seconds(2), Options).State;

    private static WorkerState Leading() => Holding() with { Term = Token };

    private static (WorkerState State, WorkerActions Actions) Renew(WorkerState state, WorkerView view, double second)
        => WorkerDecision.Renewed(state, Run, view, At(second), Nonce, Options);

    private static WorkerView View(bool isHeld = true, LeaderLease? leader = null, FencingToken? plan = null)
        => new(isHeld, false, leader ?? new LeaderLease("leader", 1), 7, Token, plan ?? Token, RunPhase.Running, null);

    private static ClusterPlan Plan(FencingToken token) => new() { Token = token, Run = Run, Workers = [], Components = [] };

    private static Reading At(double second) => new(Seconds(second), Seconds(second));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
