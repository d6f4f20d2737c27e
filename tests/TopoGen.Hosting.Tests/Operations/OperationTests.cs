using System.Collections.Immutable;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Operations;

/// <summary>What operators change of a running topology.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly TestHost _host = new() { Time = new EagerTime() };

    public OperationTests()
    {
        _host.Store.Run = FakeStore.RunOf();
        _host.Store.Plan = FakeStore.PlanOf(_host.Store.Run, _host.Store.Desired, 4);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Deactivate_and_activate_wait_for_the_plan_and_say_what_is_so()
    {
        Assert.Equal(0, await RunAsync("deactivate"));
        Assert.False(_host.Store.Desired.Active);
        Assert.Equal(0, await RunAsync("activate"));
        Assert.True(_host.Store.Desired.Active);

        Assert.Equal(
            """
            numbers is inactive: its spouts are asked for nothing, and what was read is processed (generation 5)
            numbers is active: its spouts are asked for tuples (generation 6)

            """,
            _host.Errors);
        Assert.Equal("", _host.Output);
        Assert.True(_host.Store.IsDisposed);
    }

    [Fact]
    public async Task What_is_so_already_is_not_changed()
    {
        Assert.Equal(0, await RunAsync("activate"));

        Assert.Equal("numbers is active already\n", _host.Errors);
        Assert.Equal(0, _host.Store.Desired.Version);
    }

    [Fact]
    public async Task A_change_that_others_made_meanwhile_is_kept()
    {
        _host.Store.Others.Enqueue(d => d with { Workers = 5 });
        _host.Store.Others.Enqueue(d => d with { Parallelism = d.Parallelism.Add("Sink", 2) });

        Assert.Equal(0, await RunAsync("deactivate"));

        DesiredState desired = _host.Store.Desired;
        Assert.Equal((3L, false, 5, 2), (desired.Version, desired.Active, desired.Workers, desired.Parallelism["Sink"]));
    }

    [Fact]
    public async Task Without_a_leader_the_change_is_recorded_and_that_is_1()
    {
        _host.Store.HasLeader = false;

        Assert.Equal(1, await RunAsync("deactivate"));

        Assert.Equal(
            "error: numbers: the change is recorded (version 1), but no leader carried it out within 16s; status shows whether any worker lives.\n",
            _host.Errors);
        Assert.False(_host.Store.Desired.Active);
    }

    [Fact]
    public async Task Nothing_that_was_never_started_can_be_changed()
    {
        _host.Store.Run = null;

        Assert.Equal(2, await RunAsync("kill"));
        Assert.Equal("error: numbers does not run: nothing was started here yet.\n", _host.Errors);
    }

    [Theory]
    [InlineData(RunPhase.Completed, null, "completed")]
    [InlineData(RunPhase.Failed, "Sink[0] cannot open: no disk", "failed: Sink[0] cannot open: no disk")]
    public async Task Nothing_that_is_over_can_be_changed(RunPhase phase, string? reason, string text)
    {
        _host.Store.Run = _host.Store.Run! with { Phase = phase, Reason = reason };

        Assert.Equal(2, await RunAsync("activate"));
        Assert.Equal($"error: numbers does not run: it {text}.\n", _host.Errors);
    }

    [Fact]
    public async Task Kill_waits_for_the_end_and_has_its_code()
    {
        Assert.Equal(0, await RunAsync("kill --wait 90s"));

        Assert.Equal("numbers stopped and drained\n", _host.Errors);
        Assert.Equal((true, 90_000), (_host.Store.Desired.Killed, _host.Store.Desired.KillWait));
    }

    [Fact]
    public async Task Kill_says_that_work_was_left_and_that_is_3()
    {
        _host.Store.Ending = (RunPhase.DrainTimedOut, "12 tuples were left");

        Assert.Equal(3, await RunAsync("kill"));
        Assert.Equal("numbers stopped: 12 tuples were left\n", _host.Errors);
    }

    [Fact]
    public async Task Kill_without_a_leader_is_1()
    {
        _host.Store.HasLeader = false;

        Assert.Equal(1, await RunAsync("kill --wait 1s"));
        Assert.Equal(
            "error: numbers: the request to stop is recorded (version 1), but no leader ended the run within 17s; status shows whether any worker lives.\n",
            _host.Errors);
    }

    [Fact]
    public async Task Rebalance_names_the_components_whose_state_would_be_lost_and_changes_nothing()
    {
        Assert.Equal(2, await RunAsync("rebalance"));

        Assert.Equal(
            "error: numbers: tasks that move lose their [State], which is kept in memory: Adder; give --accept-loss to rebalance all the same.\n",
            _host.Errors);
        Assert.Equal(0, _host.Store.Desired.Version);
    }

    [Fact]
    public async Task A_topology_without_state_is_rebalanced_at_once()
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Endless>(), "rebalance --redis fake:1"));

        Assert.Equal("endless is spread anew: active, all workers that join (generation 5)\n", _host.Errors);
        Assert.Equal(1, _host.Store.Desired.Rebalance);
    }

    [Fact]
    public async Task A_topology_whose_state_may_be_lost_is_rebalanced_at_once()
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Cached>(), "rebalance --redis fake:1"));

        Assert.Equal(1, _host.Store.Desired.Rebalance);
    }

    [Fact]
    public async Task Rebalance_leaves_the_tasks_of_a_spout_with_positions_as_many_as_they_are()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Endless>(), "rebalance --redis fake:1 --component Source=2"));

        Assert.Equal(
            "error: endless: spout Source has 1 task with a [Position], which would mean something else with 2; stop the topology (kill), and run it with --component Source=2.\n",
            _host.Errors);
        Assert.Equal(0, _host.Store.Desired.Version);
    }

    [Fact]
    public async Task Rebalance_changes_workers_and_tasks_and_keeps_the_rest()
    {
        _host.Store.Desired = _host.Store.Desired with { Parallelism = ImmutableSortedDictionary<string, int>.Empty.Add("Sink", 2) };

        Assert.Equal(0, await RunAsync("rebalance --workers 4 --component Adder=8 --accept-loss"));
        Assert.Equal("numbers is spread anew: active, 4 workers, Adder=8, Sink=2 (generation 5)\n", _host.Errors);
        Assert.Equal(0, await RunAsync("rebalance --workers all --accept-loss"));

        DesiredState desired = _host.Store.Desired;
        Assert.Null(desired.Workers);
        Assert.Equal((2L, 2L), (desired.Version, desired.Rebalance));
    }

    [Theory]
    [InlineData("--component Adder=257", "Parallelism of component 'Adder' is 257; expected 0 to 256 (the topology has 256 key groups).")]
    [InlineData("--component Added=2", "--component Added: topology 'numbers' has no component 'Added'; did you mean 'Adder'?")]
    [InlineData("--workers 0", "--workers is '0'; expected a whole number, 1 to 1,024, or all.")]
    [InlineData("--workers many", "--workers is 'many'; expected a whole number, 1 to 1,024, or all.")]
    public async Task A_rebalance_that_cannot_be_is_refused_before_anything_changes(string options, string message)
    {
        Assert.Equal(2, await RunAsync($"rebalance --accept-loss {options}"));

        Assert.Equal($"error: {message}\n", _host.Errors);
        Assert.Equal(0, _host.Store.Desired.Version);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_1_and_one_line()
    {
        _host.Store.IsUnreachable = true;

        Assert.Equal(1, await RunAsync("deactivate"));
        Assert.Equal("error: fake:1 does not answer\n", _host.Errors);
    }

    private Task<int> RunAsync(string commandLine) => _host.RunAsync(Definitions.Of<Numbers>(), commandLine + " --redis fake:1");
}
