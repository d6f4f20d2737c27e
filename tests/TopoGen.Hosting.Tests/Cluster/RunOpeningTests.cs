using System.Collections.Immutable;
using TopoGen.Hosting.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Cluster;

public sealed class RunOpeningTests
{
    private readonly FakeStore _store = new();
    private readonly EagerTime _time = new();
    private readonly List<string> _said = [];
    private readonly RunRecord _mine = FakeStore.RunOf("mine") with { Owner = "'run --workers 2' on host-b, process 5" };
    private readonly DesiredState _desired = new() { Workers = 2 };

    [Fact]
    public async Task Where_nothing_runs_a_run_begins_without_waiting()
    {
        Assert.Same(_mine, await BeginAsync());

        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_topology_whose_workers_live_is_refused_with_who_runs_it()
    {
        _store.Run = FakeStore.RunOf();
        _store.Leases = [FakeStore.LeaseOf("w1"), FakeStore.LeaseOf("w2")];
        _store.IsAlive = true;

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync());

        Assert.Equal(
            "numbers runs already: the run of 'run --workers 3' on host-a, process 77 since 2026-01-02 03:04:05Z; stop that one first (kill), or give this one another --redis-prefix.",
            mistake.Message);
        Assert.Equal(0, _store.Desired.Version);
        Assert.True(_time.Elapsed < TimeSpan.FromSeconds(1), $"{_time.Elapsed} for a lease that moved at the first look");
    }

    [Fact]
    public async Task A_store_that_answers_late_still_says_who_runs_it()
    {
        _store.Run = FakeStore.RunOf();
        _store.Leases = [FakeStore.LeaseOf("w1")];
        _store.IsAlive = true;
        _store.Slow = 10;

        await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_for_seconds_is_given_up()
    {
        _store.IsUnreachable = true;

        await Assert.ThrowsAsync<CoordinationException>(() => BeginAsync());

        Assert.True(_time.Elapsed >= TimeSpan.FromSeconds(5), $"{_time.Elapsed}");
    }

    [Fact]
    public async Task Fresh_does_not_replace_a_run_that_lives()
    {
        _store.Run = FakeStore.RunOf();
        _store.Leases = [FakeStore.LeaseOf("w1")];
        _store.IsAlive = true;

        await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync(fresh: true));

        Assert.Equal("run-1", _store.Run.Id);
    }

    [Fact]
    public async Task A_run_that_was_begun_a_moment_ago_is_not_taken_for_a_crashed_one()
    {
        _store.Run = FakeStore.RunOf();
        int looks = 0;
        _store.Looked = () => _store.Leases = ++looks == 4 ? [FakeStore.LeaseOf("w1")] : _store.Leases;

        await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync());
    }

    [Fact]
    public async Task A_crashed_run_goes_on_after_a_lease_time_and_it_says_so()
    {
        _store.Run = FakeStore.RunOf();
        _store.Desired = _desired;
        _store.Leases = [FakeStore.LeaseOf("w1")];

        RunRecord run = await BeginAsync();

        Assert.Equal(("run-1", _mine.Owner, _mine.Started), (run.Id, run.Owner, run.Started));
        Assert.Same(run, _store.Run);
        Assert.Equal(
            ["numbers goes on where it crashed: the run of 'run --workers 3' on host-a, process 77 since 2026-01-02 03:04:05Z; spouts go on behind what they had reserved, and --fresh would begin anew"],
            _said);
        Assert.True(_time.Elapsed >= TimeSpan.FromSeconds(3), $"{_time.Elapsed} is less than a lease time");
    }

    [Fact]
    public async Task Of_two_that_go_on_with_a_crashed_run_the_slower_one_is_refused_with_who_was_quicker()
    {
        RunRecord crashed = FakeStore.RunOf();
        _store.Run = crashed;
        int looks = 0;
        // By the last look before it is resumed: no worker of the other has joined yet.
        _store.Looked = () => _store.Run = ++looks >= 8 ? crashed with { Owner = "'run --workers 2' on host-c, process 9" } : crashed;

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync());

        Assert.True(looks >= 8, $"{looks} looks");
        Assert.StartsWith("numbers runs already: the run of 'run --workers 2' on host-c, process 9 since ", mistake.Message, StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task What_was_asked_of_a_crashed_run_beats_the_options_and_it_says_so()
    {
        _store.Run = FakeStore.RunOf();
        _store.Desired = new DesiredState { Active = false, Workers = 5, Parallelism = ImmutableSortedDictionary<string, int>.Empty.Add("Adder", 3) };

        await BeginAsync();

        Assert.Equal(
            "numbers: what was asked for last holds, not the options: inactive, 5 workers, Adder=3; change it with rebalance, activate and deactivate",
            _said[1]);
        Assert.Equal(5, _store.Desired.Workers);
    }

    [Fact]
    public async Task Fresh_gives_a_crashed_run_up()
    {
        _store.Run = FakeStore.RunOf(schema: 0xbb);

        Assert.Same(_mine, await BeginAsync(fresh: true));

        Assert.Equal(
            ["numbers begins anew; the run of 'run --workers 3' on host-a, process 77 since 2026-01-02 03:04:05Z is given up"], _said);
        Assert.Same(_desired, _store.Desired);
    }

    [Fact]
    public async Task A_crashed_run_that_was_told_to_stop_does_not_go_on()
    {
        _store.Run = FakeStore.RunOf();
        _store.Desired = new DesiredState { Killed = true };

        Assert.Same(_mine, await BeginAsync());

        Assert.EndsWith(" was told to stop and died", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crashed_run_of_another_build_is_refused_with_both_hashes()
    {
        _store.Run = FakeStore.RunOf(schema: 0xbb);

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => BeginAsync());

        Assert.Contains(
            "has the schema hash 00000000000000bb, this build 00000000000000aa; start that build, or give --fresh to begin anew.",
            mistake.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crashed_run_with_other_parameters_is_refused()
    {
        _store.Run = FakeStore.RunOf() with { Parameters = Parameters(("Many", ["3"]), ("Tags", ["a", "b"])) };
        RunRecord mine = _mine with { Parameters = Parameters(("Many", ["4"])) };

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => Opening(_store).BeginAsync(mine, _desired, false, CancellationToken.None));

        Assert.Equal(
            "numbers: Many is '4', but the run of 'run --workers 3' on host-a, process 77 since 2026-01-02 03:04:05Z, which would go on, has '3'; leave it out to go on with that one, or give --fresh to begin anew.",
            mistake.Message);
        Assert.NotEqual(_mine.Owner, _store.Run.Owner);
        mine = _mine with { Parameters = Parameters(("Many", ["3"])) };
        Assert.Equal("run-1", (await Opening(_store).BeginAsync(mine, _desired, false, CancellationToken.None)).Id);
    }

    [Fact]
    public async Task A_worker_joins_what_runs_and_begins_what_does_not()
    {
        Assert.Same(_mine, await Opening(_store).JoinAsync(_mine, _desired, CancellationToken.None));
        Assert.Same(_mine, await Opening(_store).JoinAsync(FakeStore.RunOf("other"), _desired, CancellationToken.None));

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(
            () => Opening(_store).JoinAsync(FakeStore.RunOf("other", schema: 0xbb), _desired, CancellationToken.None));

        Assert.Contains("has the schema hash 00000000000000aa, this build 00000000000000bb", mistake.Message, StringComparison.Ordinal);
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Parameters(params (string Name, string[] Texts)[] parameters)
        => parameters.ToImmutableSortedDictionary(p => p.Name, p => p.Texts.ToImmutableArray());

    private Task<RunRecord> BeginAsync(bool fresh = false) => Opening(_store).BeginAsync(_mine, _desired, fresh, CancellationToken.None);

    private RunOpening Opening(ICoordinationStore store) => new("numbers", store, TimeSpan.FromSeconds(3), _time, _said.Add);
}
