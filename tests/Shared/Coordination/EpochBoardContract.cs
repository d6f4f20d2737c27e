using System.Collections.Immutable;
using TopoGen.Runtime;
using Xunit;

namespace TopoGen.Tests;

/// <summary>What coordination, the board and the store of checkpoints must do together.</summary>
public abstract class EpochBoardContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private (ICoordinationStore Coordination, ICheckpointStore Checkpoints, IEpochBoard Board) _stores;
    private FencingToken _token;

    public async Task InitializeAsync()
    {
        _stores = await OpenAsync();
        await BeginAsync("r1");
        await _stores.Coordination.JoinAsync("r1", Worker, None);
        _token = (await _stores.Coordination.AcquireAsync(new LeaderClaim("r1", Worker.Id, LeaderLease.None, 7, 77), None))!.Value;
    }

    public async Task DisposeAsync()
    {
        await _stores.Coordination.DisposeAsync();
        await _stores.Checkpoints.DisposeAsync();
    }

    [Fact]
    public async Task Workers_hear_of_what_the_leader_begins_and_of_nothing_else()
    {
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        Assert.Equal(default, await _stores.Board.ReadNewsAsync(None));

        Assert.True(await _stores.Board.AnnounceAsync(_token, epoch, None));
        Assert.False(await _stores.Board.AnnounceAsync(_token with { Nonce = 1 }, Checkpoints.Epoch(_token, 2), None));

        Assert.Equal(new EpochNews(epoch, null), await _stores.Board.ReadNewsAsync(None));
        await CommitAsync(epoch, null);
        Assert.Equal(new EpochNews(epoch, epoch), await _stores.Board.ReadNewsAsync(None));
    }

    [Fact]
    public async Task An_announcement_that_comes_late_changes_nothing()
    {
        EpochId epoch = Checkpoints.Epoch(_token, 10);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await _stores.Board.ReportAsync(epoch, [Entry(0)], None);

        Assert.True(await _stores.Board.AnnounceAsync(_token, Checkpoints.Epoch(_token, 9), None));

        Assert.Equal(epoch, (await _stores.Board.ReadNewsAsync(None)).Attempt);
        Assert.Single((await _stores.Board.ReadReportsAsync(epoch, 0, None)).Entries);
        EpochId fresh = epoch with { Lineage = epoch.Lineage + 1, Number = 1 };
        await _stores.Board.AnnounceAsync(_token, fresh, None);
        Assert.Equal(fresh, (await _stores.Board.ReadNewsAsync(None)).Attempt);
    }

    [Fact]
    public async Task Reports_count_for_the_epoch_that_they_name_whenever_they_come()
    {
        EpochId former = Checkpoints.Epoch(new FencingToken(1, 1), 9);
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await _stores.Board.ReportAsync(epoch, [Entry(0), Entry(1)], None);
        await _stores.Board.ReportAsync(former, [Entry(0), Entry(2)], None);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await _stores.Board.ReportAsync(epoch, [Entry(0)], None);

        EpochReports reports = await _stores.Board.ReadReportsAsync(epoch, 0, None);

        Assert.Equal([0, 1], reports.Entries.Select(r => r.Index).Distinct().Order());
        Assert.Equal(Entry(1).Fields, reports.Entries.Single(r => r.Index == 1).Fields);
    }

    [Fact]
    public async Task Reports_that_were_read_are_not_read_again_unless_there_are_fewer_now()
    {
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await _stores.Board.ReportAsync(epoch, [Entry(2), Entry(0)], None);
        EpochReports first = await _stores.Board.ReadReportsAsync(epoch, 0, None);
        await _stores.Board.ReportAsync(epoch, [Entry(1)], None);

        EpochReports second = await _stores.Board.ReadReportsAsync(epoch, first.Next, None);
        EpochReports third = await _stores.Board.ReadReportsAsync(epoch, second.Next, None);

        Assert.Equal([0, 2], first.Entries.Select(r => r.Index).Order());
        Assert.Equal([1], second.Entries.Select(r => r.Index));
        Assert.Empty(third.Entries);
        Assert.Equal([0, 1, 2], (await _stores.Board.ReadReportsAsync(epoch, third.Next + 1, None)).Entries.Select(r => r.Index).Order());
    }

    [Fact]
    public async Task However_many_reports_there_are_all_are_read()
    {
        const int Reports = 600;
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await Task.WhenAll(Enumerable.Range(0, Reports).Select(i => _stores.Board.ReportAsync(epoch, [Entry(i)], None)));

        var read = new List<int>();
        EpochReports reports = default;
        do
        {
            reports = await _stores.Board.ReadReportsAsync(epoch, reports.Next, None);
            read.AddRange(reports.Entries.Select(r => r.Index));
        }
        while (reports.HasMore);

        Assert.Equal(Enumerable.Range(0, Reports), read.Order());
    }

    [Fact]
    public async Task Applied_is_what_was_applied_or_anything_later_of_the_same_lineage()
    {
        EpochId epoch = Checkpoints.Epoch(_token, 5);
        await _stores.Board.ReportAppliedAsync(Checkpoints.Epoch(_token, 4), "early", None);
        await _stores.Board.ReportAppliedAsync(epoch, "now", None);
        await _stores.Board.ReportAppliedAsync(Checkpoints.Epoch(_token, 6), "late", None);
        await _stores.Board.ReportAppliedAsync(Checkpoints.Epoch(_token, 4), "late", None);
        await _stores.Board.ReportAppliedAsync(Checkpoints.Epoch(_token, 6, lineage: 1), "other", None);

        Assert.Equal(["late", "now"], (await _stores.Board.ReadAppliedAsync(epoch, ["other", "now", "unheard", "late", "early"], None)).Order());
        Assert.Equal(["now"], await _stores.Board.ReadAppliedAsync(epoch, ["now", "early"], None));
    }

    [Fact]
    public async Task Plan_that_rewinds_names_the_last_committed_epoch_or_is_refused()
    {
        EpochId first = Checkpoints.Epoch(_token, 1);
        EpochId second = Checkpoints.Epoch(_token, 2);
        await CommitAsync(first, null);
        await CommitAsync(second, first);

        Assert.False(await PublishAsync(null));
        Assert.False(await PublishAsync(first));
        Assert.True(await PublishAsync(second));
        Assert.True(await PublishAsync(second));

        ClusterFacts facts = await _stores.Coordination.ReadFactsAsync(None);
        Assert.Equal((second, second), (facts.Committed, facts.Plan!.Epochs!.From));
        Assert.Equal(FlipOutcome.Stale, await _stores.Checkpoints.FlipAsync(_token, Checkpoints.Manifest(Checkpoints.Epoch(_token, 3), second), None));
    }

    [Fact]
    public async Task Plan_that_goes_on_does_not_care_which_epoch_is_the_last()
    {
        EpochId first = Checkpoints.Epoch(_token, 1);
        Assert.True(await PublishAsync(null));
        ClusterPlan plan = (await _stores.Coordination.ReadPlanAsync(None))!;
        await _stores.Checkpoints.BeginAsync(plan.Token, first, None);
        Assert.Equal(FlipOutcome.Committed, await _stores.Checkpoints.FlipAsync(plan.Token, Checkpoints.Manifest(first, null), None));

        var next = new FencingToken(plan.Token.Generation + 1, plan.Token.Nonce);
        Assert.True(await _stores.Coordination.PublishAsync(plan.Token, plan with { Token = next, Mode = PlanMode.Inactive }, None));
        Assert.Equal(FlipOutcome.Committed, await _stores.Checkpoints.FlipAsync(next, Checkpoints.Manifest(Checkpoints.Epoch(_token, 2), first), None));
    }

    [Fact]
    public async Task Damage_is_a_fact_as_long_as_the_plan_restores_from_that_epoch()
    {
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        await CommitAsync(epoch, null);
        await _stores.Board.ReportDamageAsync(new EpochDamage(epoch, "a blob is missing"), None);
        Assert.Null((await _stores.Coordination.ReadFactsAsync(None)).Damage);

        Assert.True(await PublishAsync(epoch));

        Assert.Equal(new EpochDamage(epoch, "a blob is missing"), (await _stores.Coordination.ReadFactsAsync(None)).Damage);
    }

    [Theory]
    [InlineData(RunPhase.Drained, false, true)]
    [InlineData(RunPhase.Failed, false, true)]
    [InlineData(RunPhase.Completed, false, false)]
    [InlineData(RunPhase.Drained, true, false)]
    public async Task Next_run_finds_the_epochs_unless_the_last_was_completed_or_it_begins_anew(RunPhase phase, bool fresh, bool remain)
    {
        EpochId epoch = Checkpoints.Epoch(_token, 1);
        await _stores.Board.AnnounceAsync(_token, epoch, None);
        await CommitAsync(epoch, null);
        await _stores.Coordination.FinishAsync("r1", _token, null, phase, null, None);

        await BeginAsync("r2", fresh);

        Assert.Equal(remain ? epoch : null, (await _stores.Coordination.ReadFactsAsync(None)).Committed);
        Assert.Null((await _stores.Board.ReadNewsAsync(None)).Attempt);
        Assert.Equal(remain, (await _stores.Checkpoints.ListAsync(None)).Any(e => e.IsCommitted));
    }

    /// <summary>Opens stores of a topology of which nothing is known.</summary>
    protected abstract Task<(ICoordinationStore Coordination, ICheckpointStore Checkpoints, IEpochBoard Board)> OpenAsync();

    private static WorkerInfo Worker { get; } = new() { Id = "w1", Process = "p", Name = "w1", Host = "h", ProcessId = 1 };

    private static TaskEntry Entry(int index) => new()
    {
        Component = "Tally",
        Index = index,
        Parallelism = 1000,
        Fields = new BlobReference(new BlobName(Checkpoints.Epoch(new FencingToken(1, 1), 3), "Tally", BlobKind.Task, index), 10 + index, 1, 99),
    };

    private Task<RunRecord> BeginAsync(string run, bool fresh = false)
        => _stores.Coordination.BeginAsync(new RunRecord { Id = run, Owner = "test", Schema = 1, Fresh = fresh }, new DesiredState(), null, None);

    private async Task CommitAsync(EpochId epoch, EpochId? previous)
    {
        Assert.True(await _stores.Checkpoints.BeginAsync(_token, epoch, None));
        Assert.Equal(FlipOutcome.Committed, await _stores.Checkpoints.FlipAsync(_token, Checkpoints.Manifest(epoch, previous), None));
    }

    private Task<bool> PublishAsync(EpochId? from)
    {
        var token = new FencingToken(_token.Generation + 1, _token.Nonce);
        return _stores.Coordination.PublishAsync(
            _token,
            new ClusterPlan
            {
                Token = token,
                Run = "r1",
                Workers = [Worker],
                Components = [],
                Epochs = new EpochPlan(Checkpoints.Lineage, token, from),
            },
            None);
    }
}
