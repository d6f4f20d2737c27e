using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>
/// What a worker that takes the lead over does about who led before: it has watched that one's two leases as a follower already,
/// and nobody else's.
/// </summary>
public sealed class SuccessionTests
{
    private const string Run = "run";
    private const ulong Nonce = 77;
    private const long Stood = 40;
    private static readonly ClusterOptions Options = new();
    private static readonly FencingToken Former = new(5, 1);

    [Fact]
    public void A_leader_whose_leases_both_stood_still_is_evicted_at_the_first_look_and_nobody_else()
    {
        (LeaderState term, double second) = Succeed(_ => Stood);

        Eviction eviction = Assert.Single(Decide(term, second, Stood).Actions.Evictions);
        Assert.Equal(("leader", Stood), (eviction.Worker, eviction.Counter));
    }

    [Fact]
    public void Everybody_else_is_watched_for_a_full_lease_time_from_then_on()
    {
        (LeaderState term, double began) = Succeed(_ => Stood);
        double second = began;
        for (; second < began + 3; second += 0.5)
        {
            (term, LeaderActions actions) = Decide(term, second, Stood);
            Assert.DoesNotContain(actions.Evictions, e => e.Worker == "other");
        }

        Assert.Contains(Decide(term, second, Stood).Actions.Evictions, e => e.Worker == "other");
    }

    [Fact]
    public void A_leader_that_only_lost_its_lead_stays()
    {
        (LeaderState term, double second) = Succeed(second => (long)(second * 2));

        Assert.Empty(Decide(term, second, (long)(second * 2)).Actions.Evictions);
    }

    [Fact]
    public void A_leader_that_renewed_once_meanwhile_is_watched_from_then_on()
    {
        (LeaderState term, double second) = Succeed(second => second < 2 ? Stood : Stood + 1);
        Assert.Empty(Decide(term, second, Stood + 1).Actions.Evictions);

        for (; second < 5; second += 0.5)
        {
            (term, LeaderActions actions) = Decide(term, second, Stood + 1);
            Assert.Empty(actions.Evictions);
        }

        Assert.Single(Decide(term, second, Stood + 1).Actions.Evictions, e => e.Worker == "leader");
    }

    [Fact]
    public void A_renewal_that_arrives_late_is_seen_at_the_first_look()
    {
        (LeaderState term, double second) = Succeed(_ => Stood);

        Assert.Empty(Decide(term, second, Stood + 1).Actions.Evictions);
    }

    [Fact]
    public void A_successor_that_stalled_before_its_first_look_begins_to_watch_anew()
    {
        (LeaderState term, double second) = Succeed(_ => Stood);

        Assert.Empty(Decide(term, second + 1.6, Stood).Actions.Evictions);
    }

    [Fact]
    public void A_claim_that_was_granted_unheard_keeps_what_was_watched()
    {
        WorkerState state = Follow(_ => Stood, out double second);
        LeaderLease granted = new("w", state.Claim!.Value.Observed.Counter + 1);
        WorkerView view = View(granted) with { Register = new FencingToken(6, Nonce), HolderCounter = 8 };
        (state, WorkerActions actions) = WorkerDecision.Renewed(state, Run, view, At(second += 0.5), Nonce, Options);

        Assert.Equal(WorkerActions.Lead, actions);
        Assert.Single(Decide(Begin(state), second, Stood).Actions.Evictions);
    }

    [Fact]
    public void A_vacant_lead_says_nothing_about_who_had_it()
    {
        WorkerState state = Joined();
        (state, _) = Renew(state, new LeaderLease("leader", 9), Stood, 0.5);
        (state, WorkerActions actions) = Renew(state, new LeaderLease("", 9), null, 1);

        Assert.Equal(WorkerActions.Claim, actions);
        Assert.Empty(Begin(Grant(state, 1)).Watches);
    }

    /// <summary>A follower sees the leader's lease stand still, and its lease as a worker do what is given, and takes the lead over.</summary>
    private static (LeaderState Term, double Second) Succeed(Func<double, long> counter)
    {
        WorkerState state = Follow(counter, out double second);
        return (Begin(Grant(state, second)), second);
    }

    private static WorkerState Follow(Func<double, long> counter, out double second)
    {
        WorkerState state = Joined();
        WorkerActions actions = WorkerActions.None;
        for (second = 0; actions != WorkerActions.Claim;)
        {
            second += 0.5;
            (state, actions) = Renew(state, new LeaderLease("leader", 9), counter(second), second);
        }

        return state;
    }

    private static WorkerState Joined()
        => WorkerDecision.Joined(new WorkerState(), "w", At(0)) with { Plan = Former, Highest = Former.Generation, Register = Former };

    private static (WorkerState State, WorkerActions Actions) Renew(WorkerState state, LeaderLease leader, long? counter, double second)
        => WorkerDecision.Renewed(state, Run, View(leader) with { HolderCounter = counter }, At(second), Nonce, Options);

    private static WorkerState Grant(WorkerState state, double second)
        => WorkerDecision.Answered(state, state.Claim!.Value, new FencingToken(6, Nonce), Seconds(second)).State;

    private static LeaderState Begin(WorkerState state) => LeaderState.Begin(Run, state.Id, state.Term, state.Highest, state.Holder);

    private static WorkerView View(LeaderLease leader)
        => new(true, false, leader, null, Former, Former, RunPhase.Running, null);

    private static (LeaderState State, LeaderActions Actions) Decide(LeaderState term, double second, long counter)
        => LeaderDecision.Decide(
            term,
            new ClusterFacts
            {
                Run = new RunRecord { Id = Run, Owner = "test", Schema = 1 },
                Register = new FencingToken(6, Nonce),
                Leader = new LeaderLease("w", 10),
                Leases = [Lease("leader", counter), Lease("other", Stood), Lease("w", (long)(second * 2))],
                Plan = new ClusterPlan
                {
                    Token = Former,
                    Run = Run,
                    Workers = [.. new[] { "leader", "other", "w" }.Select(name => Workers.Of(name))],
                    Components = [],
                },
                Desired = new DesiredState(),
                Ended = ImmutableDictionary<TaskId, bool>.Empty,
                Links = [],
            },
            At(second),
            SimulatedCluster.WordCount(),
            new LossBound(8, 16),
            default,
            Options);

    private static WorkerLease Lease(string name, long counter) => new(Workers.Of(name), counter, default);

    private static Reading At(double second) => new(Seconds(second), Seconds(second));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
