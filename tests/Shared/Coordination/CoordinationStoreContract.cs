using System.Collections.Immutable;
using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>What every coordination store must do, call by call: what it answers, twice the same, and what it refuses.</summary>
public abstract partial class CoordinationStoreContract : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    private ICoordinationStore? _store;

    protected ICoordinationStore Store => _store!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task An_empty_store_has_no_run_no_plan_and_nobody_who_leads()
    {
        ClusterFacts facts = await Store.ReadFactsAsync(None);

        Assert.Null(facts.Run);
        Assert.Null(facts.Plan);
        Assert.Null(await Store.ReadPlanAsync(None));
        Assert.Equal(default, facts.Register);
        Assert.Equal(LeaderLease.None, facts.Leader);
        Assert.Empty(facts.Leases);
        Assert.Empty((await Store.ReadStatusAsync(None)).Refused);
    }

    [Fact]
    public async Task A_run_begins_with_all_it_was_given()
    {
        RunRecord run = Run("r1") with
        {
            Schema = ulong.MaxValue,
            Parameters = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("input", ["a b", "ü"]),
        };
        DesiredState desired = new() { Version = 7, Workers = 3, Active = false, Parallelism = ImmutableSortedDictionary<string, int>.Empty.Add("Split", 4) };

        RunRecord answer = await Store.BeginAsync(run, desired, null, None);

        ClusterFacts facts = await Store.ReadFactsAsync(None);
        foreach (RunRecord read in new[] { answer, facts.Run! })
        {
            Assert.Equal((run.Id, run.Owner, run.Schema, run.Started, RunPhase.Running, null), (read.Id, read.Owner, read.Schema, read.Started, read.Phase, read.Reason));
            Assert.Equal(["a b", "ü"], read.Parameters["input"].AsEnumerable());
        }

        Assert.Equal((7, 3, false, 4), (facts.Desired.Version, facts.Desired.Workers, facts.Desired.Active, facts.Desired.Parallelism["Split"]));
    }

    [Fact]
    public async Task A_second_run_is_told_which_one_goes_on()
    {
        await BeginAsync("r1");

        RunRecord current = await Store.BeginAsync(Run("r2"), new DesiredState(), "r0", None);

        Assert.Equal("r1", current.Id);
        Assert.Equal("r1", (await Store.ReadFactsAsync(None)).Run!.Id);
    }

    [Fact]
    public async Task A_run_replaces_the_one_it_names_and_the_one_that_is_over_and_leaves_nothing_of_it_but_the_register()
    {
        await BeginAsync("r1");
        (WorkerInfo worker, FencingToken token) = await LeadAsync("r1", "w1");
        TaskId task = new("Lines", 0, 2);
        await Store.PublishAsync(token, Plan("r1", new FencingToken(2, 22), worker), None);
        await Store.TakePositionAsync("r1", task, None);
        await Store.ReportEndedAsync("r1", task, true, None);
        await Store.ReportLinkAsync("r1", new LinkReport("w1", "w2"), None);
        await Store.ReportErrorAsync("r1", new ErrorReport(DateTimeOffset.UnixEpoch, "w1", "s", "m"), None);
        await Store.ReportLossAsync("r1", new LossReport(2, "w9", 1, 1, 0), None);
        await Store.ReportMetricsAsync("r1", new WorkerMetrics("w1", [], 1, 2), None);
        await Store.JoinAsync("r0", Worker("w0"), None);

        RunRecord second = await Store.BeginAsync(Run("r2"), new DesiredState { Version = 5 }, "r1", None);

        Assert.Equal("r2", second.Id);
        ClusterStatus status = await Store.ReadStatusAsync(None);
        Assert.Equal(new FencingToken(2, 22), status.Facts.Register);
        Assert.Equal(5, status.Facts.Desired.Version);
        Assert.Null(status.Facts.Plan);
        Assert.Equal(LeaderLease.None, status.Facts.Leader);
        Assert.Empty(status.Facts.Leases);
        Assert.Empty(status.Facts.Ended);
        Assert.Empty(status.Facts.Links);
        Assert.Empty(status.Positions);
        Assert.Empty(status.Errors);
        Assert.Empty(status.Losses);
        Assert.Empty(status.Metrics);
        Assert.Empty(status.Refused);

        Assert.True(await Store.FinishAsync("r2", null, null, RunPhase.Failed, "why", None));
        Assert.Equal("r3", (await Store.BeginAsync(Run("r3"), new DesiredState(), null, None)).Id);
        Assert.Null((await Store.ReadFactsAsync(None)).Run!.Reason);
    }

    [Fact]
    public async Task Beginning_twice_changes_nothing_even_after_the_run_is_over()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);

        Assert.Equal("r1", (await Store.BeginAsync(Run("r1"), new DesiredState { Version = 9 }, null, None)).Id);
        Assert.Equal("r1", (await Store.BeginAsync(Run("r1"), new DesiredState { Version = 9 }, "r1", None)).Id);
        Assert.Single((await Store.ReadFactsAsync(None)).Leases);
        Assert.Equal(0, (await Store.ReadFactsAsync(None)).Desired.Version);

        await Store.FinishAsync("r1", null, null, RunPhase.Completed, null, None);
        Assert.Equal(RunPhase.Completed, (await Store.BeginAsync(Run("r1"), new DesiredState(), null, None)).Phase);
        Assert.Equal(RunPhase.Completed, (await Store.ReadFactsAsync(None)).Run!.Phase);
    }

    [Fact]
    public async Task Of_twenty_that_begin_at_once_all_get_the_same_run()
    {
        RunRecord[] runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            index => Task.Run(() => Store.BeginAsync(Run($"r{index}"), new DesiredState(), null, None))));

        Assert.Single(runs.Select(run => run.Id).Distinct());
    }

    [Fact]
    public async Task Of_twenty_that_resume_a_run_exactly_one_owns_it_and_all_else_stays()
    {
        await BeginAsync("r1");
        await LeadAsync("r1", "w1");
        RunRecord seen = (await Store.ReadFactsAsync(None)).Run!;

        bool[] granted = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            index => Task.Run(() => Store.ResumeAsync(seen, seen with { Owner = $"owner {index}" }, None))));

        int winner = Array.IndexOf(granted, true);
        Assert.Single(granted, granted => granted);
        ClusterFacts facts = await Store.ReadFactsAsync(None);
        Assert.Equal(("r1", $"owner {winner}", seen.Started), (facts.Run!.Id, facts.Run.Owner, facts.Run.Started));
        Assert.Single(facts.Leases);
        Assert.Equal(19, await RefusedAsync("resume"));
        Assert.True(await Store.ResumeAsync(seen, seen with { Owner = $"owner {winner}" }, None));
        Assert.True(await Store.ResumeAsync(facts.Run, seen with { Owner = "next", Started = DateTimeOffset.UnixEpoch.AddDays(1) }, None));

        RunRecord next = (await Store.ReadFactsAsync(None)).Run!;
        await Store.FinishAsync("r1", null, null, RunPhase.Completed, null, None);
        Assert.False(await Store.ResumeAsync(next, next with { Owner = "late" }, None));
        Assert.Equal("next", (await Store.ReadFactsAsync(None)).Run!.Owner);
    }

    [Fact]
    public async Task A_run_ends_once()
    {
        await BeginAsync("r1");
        (_, FencingToken token) = await LeadAsync("r1", "w1");

        Assert.False(await Store.FinishAsync("r1", token with { Nonce = token.Nonce + 1 }, null, RunPhase.Completed, null, None));
        Assert.False(await Store.FinishAsync("r0", null, null, RunPhase.Completed, null, None));
        Assert.True(await Store.FinishAsync("r1", token, null, RunPhase.Drained, "told to", None));
        Assert.True(await Store.FinishAsync("r1", token, null, RunPhase.Drained, "told to", None));
        Assert.True(await Store.FinishAsync("r1", null, null, RunPhase.Failed, "too late", None));

        RunRecord run = (await Store.ReadFactsAsync(None)).Run!;
        Assert.Equal((RunPhase.Drained, "told to"), (run.Phase, run.Reason));
        Assert.Equal(2, await RefusedAsync("finish"));
    }

    [Fact]
    public async Task A_worker_ends_the_run_only_while_it_holds_a_lease()
    {
        await BeginAsync("r1");
        await Store.JoinAsync("r1", Worker("w1"), None);
        await Store.JoinAsync("r1", Worker("w2"), None);
        await Store.EvictAsync("r1", "w1", null, null, None);

        Assert.False(await Store.FinishAsync("r1", null, "w1", RunPhase.Failed, "of one that was replaced", None));
        Assert.Equal(RunPhase.Running, (await Store.ReadFactsAsync(None)).Run!.Phase);
        Assert.Equal(1, await RefusedAsync("finish"));
        Assert.True(await Store.FinishAsync("r1", null, "w2", RunPhase.Failed, "why", None));
        Assert.True(await Store.FinishAsync("r1", null, "w2", RunPhase.Failed, "why", None));
        Assert.Equal("why", (await Store.ReadFactsAsync(None)).Run!.Reason);
    }

    [Fact]
    public async Task Nobody_joins_another_run_or_one_that_is_over()
    {
        Assert.False(await Store.JoinAsync("r1", Worker("w1"), None));
        await BeginAsync("r1");
        Assert.False(await Store.JoinAsync("r2", Worker("w1"), None));
        Assert.True(await Store.JoinAsync("r1", Worker("w1"), None));
        await Store.FinishAsync("r1", null, null, RunPhase.Completed, null, None);
        Assert.False(await Store.JoinAsync("r1", Worker("w2"), None));

        Assert.Equal(["w1"], (await Store.ReadFactsAsync(None)).Leases.Select(lease => lease.Worker.Id));
    }

    [Fact]
    public async Task The_desired_state_is_replaced_version_by_version()
    {
        await BeginAsync("r1");
        DesiredState first = new() { Version = 1, Active = false };

        Assert.True(await Store.ChangeDesiredAsync("r1", first, None));
        Assert.True(await Store.ChangeDesiredAsync("r1", first, None));
        Assert.False(await Store.ChangeDesiredAsync("r1", first with { Killed = true }, None));
        Assert.False(await Store.ChangeDesiredAsync("r1", new DesiredState { Version = 3 }, None));
        Assert.False(await Store.ChangeDesiredAsync("r0", new DesiredState { Version = 2 }, None));
        Assert.True(await Store.ChangeDesiredAsync("r1", first with { Version = 2, Rebalance = 1 }, None));

        DesiredState desired = (await Store.ReadFactsAsync(None)).Desired;
        Assert.Equal((2, false, false, 1), (desired.Version, desired.Active, desired.Killed, desired.Rebalance));
        Assert.Equal(3, await RefusedAsync("desired"));
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<ICoordinationStore> OpenAsync();

    /// <summary>Takes all data from the store, as when its server lost its disk.</summary>
    protected abstract Task LoseDataAsync();

    protected static RunRecord Run(string id) => new() { Id = id, Owner = "test", Schema = 1, Started = DateTimeOffset.UnixEpoch };

    protected static WorkerInfo Worker(string id) =>
        new() { Id = id, Process = "p-" + id, Name = id, Host = "h", ProcessId = 1, Slots = 2, Started = DateTimeOffset.UnixEpoch };

    protected static ClusterPlan Plan(string run, FencingToken token, params WorkerInfo[] workers) => new()
    {
        Token = token,
        Run = run,
        Workers = [.. workers],
        Components = [new PlannedTasks("Lines", [.. workers.Select(worker => new PlannedTask(worker.Id, token.Generation))])],
    };

    protected Task<RunRecord> BeginAsync(string run) => Store.BeginAsync(Run(run), new DesiredState(), null, None);

    /// <summary>Joins a worker and makes it the leader.</summary>
    protected async Task<(WorkerInfo Worker, FencingToken Token)> LeadAsync(string run, string worker)
    {
        WorkerInfo info = Worker(worker);
        Assert.True(await Store.JoinAsync(run, info, None));
        ClusterFacts facts = await Store.ReadFactsAsync(None);
        FencingToken? token = await Store.AcquireAsync(new LeaderClaim(run, worker, facts.Leader, 0, (ulong)Random.Shared.NextInt64()), None);
        return (info, Assert.NotNull(token));
    }

    protected async Task<long> RefusedAsync(string what) => (await Store.ReadStatusAsync(None)).Refused.GetValueOrDefault(what);
}
