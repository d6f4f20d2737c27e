using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>Leases, leadership, plans.</summary>
public abstract partial class CoordinationStoreContract
{
    [Fact]
    public async Task A_lease_begins_at_0_and_joining_twice_leaves_it_where_it_is()
    {
        await BeginAsync("r1");
        Assert.True(await Store.JoinAsync("r1", Worker("w2"), None));
        Assert.True(await Store.JoinAsync("r1", Worker("w1"), None));
        await RenewAsync("w2", 1);
        Assert.True(await Store.JoinAsync("r1", Worker("w2"), None));

        Assert.Equal(
            [new WorkerLease(Worker("w1"), 0, default), new WorkerLease(Worker("w2"), 1, Report)],
            (await Store.ReadFactsAsync(None)).Leases.AsEnumerable());
    }

    [Fact]
    public async Task A_renewal_counts_by_one_and_counts_once_when_sent_twice()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);

        Assert.True((await RenewAsync("w1", 1)).IsHeld);
        Assert.True((await RenewAsync("w1", 1)).IsHeld);
        Assert.True((await RenewAsync("w1", 2)).IsHeld);
        Assert.False((await RenewAsync("w1", 4)).IsHeld);
        Assert.False((await RenewAsync("w1", 1)).IsHeld);

        Assert.Equal(2, Assert.Single((await Store.ReadFactsAsync(None)).Leases).Counter);
        Assert.Equal(2, await RefusedAsync("renew"));
    }

    [Fact]
    public async Task All_that_a_worker_reports_comes_with_its_lease()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        var report = new WorkerReport(3, 1L << 60, 5, 6, true) { Progress = 7, Held = 8, Silent = ["w 2", "w3"] };
        await Store.RenewAsync(new Renewal("r1", "w1", 1, default, report), None);

        WorkerReport read = Assert.Single((await Store.ReadFactsAsync(None)).Leases).Report;

        Assert.Equal(report.Silent, read.Silent!);
        Assert.Equal(report, read with { Silent = report.Silent });
    }

    [Fact]
    public async Task A_lost_lease_is_never_made_anew_by_a_renewal()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        await RenewAsync("w1", 1);
        Assert.True(await Store.EvictAsync("r1", "w1", 1, null, None));

        Assert.False((await RenewAsync("w1", 2)).IsHeld);
        Assert.False((await RenewAsync("stranger", 1)).IsHeld);
        Assert.False((await Store.RenewAsync(new Renewal("r0", "w1", 1, default, Report), None)).IsHeld);
        Assert.Empty((await Store.ReadFactsAsync(None)).Leases);

        await LoseDataAsync();
        Assert.False((await RenewAsync("w1", 3)).IsHeld);
        Assert.Null((await Store.ReadFactsAsync(None)).Run);
    }

    [Fact]
    public async Task A_renewal_tells_leader_register_plan_and_phase()
    {
        await BeginAsync("r1");
        (WorkerInfo worker, FencingToken token) = await LeadAsync("r1", "w1");
        WorkerView before = await RenewAsync("w1", 1);
        FencingToken published = new(token.Generation + 1, ulong.MaxValue);
        await Store.PublishAsync(token, Plan("r1", published, worker), None);
        await Store.FinishAsync("r1", null, null, RunPhase.Failed, "Split[0] failed", None);
        WorkerView after = await RenewAsync("w1", 2);

        Assert.Equal(new WorkerView(true, false, new LeaderLease("w1", 1), 1, token, default, RunPhase.Running, null), before);
        Assert.Equal(new WorkerView(true, false, new LeaderLease("w1", 1), 2, published, published, RunPhase.Failed, "Split[0] failed"), after);
    }

    [Fact]
    public async Task The_leader_renews_both_leases_with_its_token_and_none_but_its_token()
    {
        await BeginAsync("r1");
        (WorkerInfo worker, FencingToken token) = await LeadAsync("r1", "w1");
        await Store.JoinAsync("r1", Worker("w2"), None);
        long counter = (await Store.ReadFactsAsync(None)).Leader.Counter;

        Assert.True((await RenewAsync("w1", 1, token)).IsLeader);
        Assert.True((await RenewAsync("w1", 1, token)).IsLeader);
        Assert.Equal(counter + 1, (await RenewAsync("w1", 2)).Leader.Counter);
        Assert.False((await RenewAsync("w1", 3, token with { Nonce = token.Nonce ^ 1 })).IsLeader);
        Assert.False((await RenewAsync("w2", 1, token)).IsLeader);

        FencingToken published = new(token.Generation + 5, 3);
        await Store.PublishAsync(token, Plan("r1", published, worker), None);
        Assert.False((await RenewAsync("w1", 4, token)).IsLeader);
        WorkerView view = await RenewAsync("w1", 5, published);
        Assert.Equal((true, counter + 2), (view.IsLeader, view.Leader.Counter));
    }

    [Fact]
    public async Task A_renewal_tells_how_often_the_leader_has_renewed_its_lease_as_a_worker()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w2"), None);
        Assert.Null((await RenewAsync("w2", 1)).HolderCounter);

        (_, FencingToken token) = await LeadAsync("r1", "w1");
        Assert.Equal(0, (await RenewAsync("w2", 2)).HolderCounter);
        await RenewAsync("w1", 1, token);
        await RenewAsync("w1", 2);
        Assert.Equal(2, (await RenewAsync("w2", 3)).HolderCounter);
        Assert.Equal(3, (await RenewAsync("w1", 3, token)).HolderCounter);

        Assert.True(await Store.EvictAsync("r1", "w1", 3, null, None));
        Assert.Null((await RenewAsync("w2", 4)).HolderCounter);
        Assert.Null((await Store.RenewAsync(new Renewal("r0", "w2", 5, default, Report), None)).HolderCounter);
    }

    [Fact]
    public async Task A_claim_sent_twice_is_granted_once_with_the_same_token()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        LeaderClaim claim = new("r1", "w1", LeaderLease.None, 41, 7);

        FencingToken? first = await Store.AcquireAsync(claim, None);
        FencingToken? second = await Store.AcquireAsync(claim, None);

        Assert.Equal(new FencingToken(42, 7), first);
        Assert.Equal(first, second);
        Assert.Equal(new LeaderLease("w1", 1), (await Store.ReadFactsAsync(None)).Leader);
    }

    [Fact]
    public async Task A_lease_is_taken_over_only_as_it_was_observed_and_only_by_who_holds_one()
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "w1");
        await Store.JoinAsync("r1", Worker("w2"), None);
        LeaderLease observed = (await Store.ReadFactsAsync(None)).Leader;
        await RenewAsync("w1", 1, token);

        Assert.Null(await Store.AcquireAsync(new LeaderClaim("r1", "w2", observed, 100, 8), None));
        Assert.Null(await Store.AcquireAsync(new LeaderClaim("r1", "w2", LeaderLease.None, 100, 9), None));
        observed = (await Store.ReadFactsAsync(None)).Leader;
        Assert.Null(await Store.AcquireAsync(new LeaderClaim("r1", "w2", observed with { Holder = "w3" }, 100, 9), None));
        Assert.Null(await Store.AcquireAsync(new LeaderClaim("r1", "stranger", observed, 100, 10), None));
        Assert.Null(await Store.AcquireAsync(new LeaderClaim("r0", "w2", observed, 100, 11), None));
        Assert.Equal(token, (await Store.ReadFactsAsync(None)).Register);
        Assert.Equal(5, await RefusedAsync("acquire"));

        Assert.Equal(new FencingToken(token.Generation + 1, 12), await Store.AcquireAsync(new LeaderClaim("r1", "w2", observed, 0, 12), None));
        Assert.False((await RenewAsync("w1", 2, token)).IsLeader);
    }

    [Fact]
    public async Task Of_twenty_that_claim_at_once_exactly_one_leads()
    {
        await BeginAsync("r1");
        for (int round = 0; round < 5; round++)
        {
            LeaderLease observed = (await Store.ReadFactsAsync(None)).Leader;
            FencingToken?[] tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(async () =>
            {
                string worker = $"w{round}.{index}";
                await Store.JoinAsync("r1", Worker(worker), None);
                return await Store.AcquireAsync(new LeaderClaim("r1", worker, observed, 0, (ulong)(1000 + index)), None);
            })));

            FencingToken token = Assert.NotNull(Assert.Single(tokens, token => token is not null));
            ClusterFacts facts = await Store.ReadFactsAsync(None);
            Assert.Equal(token, facts.Register);
            Assert.Equal(round + 1, token.Generation);
            Assert.Equal($"w{round}.{token.Nonce - 1000}", facts.Leader.Holder);
        }
    }

    [Fact]
    public async Task Generations_rise_even_where_the_store_lost_its_data()
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "w1");
        await LoseDataAsync();
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w2"), None);

        FencingToken? next = await Store.AcquireAsync(new LeaderClaim("r1", "w2", LeaderLease.None, token.Generation, 5), None);

        Assert.Equal(token.Generation + 1, Assert.NotNull(next).Generation);
    }

    [Fact]
    public async Task Generations_are_whole_numbers_of_64_bits()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        const long Highest = (1L << 60) + 1;

        FencingToken? token = await Store.AcquireAsync(new LeaderClaim("r1", "w1", LeaderLease.None, Highest, ulong.MaxValue), None);

        Assert.Equal(new FencingToken(Highest + 1, ulong.MaxValue), token);
        FencingToken below = new(Highest, 1);
        Assert.False(await Store.PublishAsync(token!.Value, Plan("r1", below, Worker("w1")), None));
        Assert.True(await Store.PublishAsync(token.Value, Plan("r1", new FencingToken(Highest + 2, 1), Worker("w1")), None));
        Assert.Equal(Highest + 2, (await Store.ReadPlanAsync(None))!.Token.Generation);
    }

    [Fact]
    public async Task A_plan_becomes_current_with_its_token_and_once_when_sent_twice()
    {
        await BeginAsync("r1");
        (WorkerInfo worker, FencingToken token) = await LeadAsync("r1", "w1");
        await Store.ReportLinkAsync("r1", new LinkReport("w1", "w2"), None);
        ClusterPlan plan = Plan("r1", new FencingToken(token.Generation + 1, 77), worker) with { Mode = PlanMode.Draining, Desired = 4 };

        Assert.True(await Store.PublishAsync(token, plan, None));
        await Store.ReportLinkAsync("r1", new LinkReport("w3", "w1"), None);
        Assert.True(await Store.PublishAsync(token, plan, None));

        ClusterFacts facts = await Store.ReadFactsAsync(None);
        Assert.Equal(plan.Token, facts.Register);
        Assert.Equal([new LinkReport("w3", "w1")], facts.Links.AsEnumerable());
        foreach (ClusterPlan? read in new[] { facts.Plan, await Store.ReadPlanAsync(None) })
        {
            Assert.NotNull(read);
            Assert.Equal((plan.Token, "r1", PlanMode.Draining, 4), (read.Token, read.Run, read.Mode, read.Desired));
            Assert.Equal(worker, Assert.Single(read.Workers));
            Assert.Equal(new PlannedTask("w1", token.Generation + 1), Assert.Single(Assert.Single(read.Components).Tasks));
        }

        Assert.Empty((await Store.ReadStatusAsync(None)).Refused);
    }

    [Fact]
    public async Task A_plan_under_a_token_that_is_no_longer_valid_changes_nothing()
    {
        await BeginAsync("r1");
        (WorkerInfo worker, FencingToken old) = await LeadAsync("r1", "w1");
        (_, FencingToken token) = await LeadAsync("r1", "w2");
        ClusterPlan plan = Plan("r1", new FencingToken(old.Generation + 50, 1), worker);

        Assert.False(await Store.PublishAsync(old, plan, None));
        Assert.False(await Store.PublishAsync(token with { Nonce = ~token.Nonce }, plan, None));
        Assert.False(await Store.PublishAsync(default, plan, None));
        Assert.False(await Store.PublishAsync(token, plan with { Run = "r0" }, None));
        Assert.False(await Store.PublishAsync(token, plan with { Token = new FencingToken(token.Generation, 1) }, None));

        Assert.Null(await Store.ReadPlanAsync(None));
        Assert.Equal(token, (await Store.ReadFactsAsync(None)).Register);
        Assert.Equal(5, await RefusedAsync("publish"));

        Assert.True(await Store.PublishAsync(token, plan, None));
        ClusterPlan next = Plan("r1", new FencingToken(old.Generation + 51, 2), worker);
        Assert.True(await Store.PublishAsync(plan.Token, next, None));
        Assert.False(await Store.PublishAsync(token, plan, None));
        Assert.Equal(next.Token, (await Store.ReadPlanAsync(None))!.Token);
    }

    [Fact]
    public async Task A_worker_is_evicted_only_while_its_lease_stands_still()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        await RenewAsync("w1", 1);
        await RenewAsync("w1", 2);

        Assert.False(await Store.EvictAsync("r1", "w1", 1, null, None));
        Assert.False(await Store.EvictAsync("r0", "w1", null, null, None));
        Assert.True((await RenewAsync("w1", 3)).IsHeld);
        Assert.True(await Store.EvictAsync("r1", "w1", 3, null, None));
        Assert.True(await Store.EvictAsync("r1", "w1", 3, null, None));
        Assert.False((await RenewAsync("w1", 4)).IsHeld);
        Assert.Equal(2, await RefusedAsync("evict"));
    }

    [Fact]
    public async Task A_leader_evicts_only_while_its_token_is_valid()
    {
        await BeginAsync("r1");
        (_, FencingToken old) = await LeadAsync("r1", "w1");
        (_, FencingToken token) = await LeadAsync("r1", "w2");
        await Store.JoinAsync("r1", Worker("w3"), None);

        Assert.False(await Store.EvictAsync("r1", "w3", null, old, None));
        Assert.False(await Store.EvictAsync("r1", "w3", 0, token with { Nonce = ~token.Nonce }, None));
        Assert.True((await RenewAsync("w3", 1)).IsHeld);
        Assert.True(await Store.EvictAsync("r1", "w3", null, token, None));
        Assert.True(await Store.EvictAsync("r1", "w3", null, old, None));
        Assert.False((await RenewAsync("w3", 2)).IsHeld);
        Assert.Equal(2, await RefusedAsync("evict"));
    }

    [Fact]
    public async Task The_lease_of_a_leader_that_is_evicted_is_vacant_and_can_be_claimed_at_once()
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "w1");
        await Store.JoinAsync("r1", Worker("w2"), None);
        Assert.True(await Store.EvictAsync("r1", "w1", null, null, None));
        LeaderLease vacant = (await Store.ReadFactsAsync(None)).Leader;

        Assert.Equal("", vacant.Holder);
        FencingToken? next = await Store.AcquireAsync(new LeaderClaim("r1", "w2", vacant, 0, 5), None);
        Assert.Equal(new FencingToken(token.Generation + 1, 5), next);
        Assert.Equal("w2", (await Store.ReadFactsAsync(None)).Leader.Holder);
    }

    [Fact]
    public async Task Evicting_another_worker_leaves_the_leader()
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "w1");
        await Store.JoinAsync("r1", Worker("w2"), None);
        Assert.True(await Store.EvictAsync("r1", "w2", null, null, None));

        Assert.True((await RenewAsync("w1", 1, token)).IsLeader);
    }

    protected static WorkerReport Report => new(3, 1L << 60, 5, 6, true);

    protected Task<WorkerView> RenewAsync(string worker, long counter, FencingToken token = default) =>
        Store.RenewAsync(new Renewal("r1", worker, counter, token, Report), None);
}
