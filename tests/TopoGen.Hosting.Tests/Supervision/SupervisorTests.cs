using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Supervision;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly FakeLauncher _launcher = new();
    private readonly FakeStore _store = new();
    private readonly FakeServer _server = new();
    private readonly RunRecord _run = FakeStore.RunOf();

    public SupervisorTests()
    {
        _store.Run = _run;
        _store.Plan = FakeStore.PlanOf(_run, _store.Desired, 1);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task When_the_run_is_over_children_end_and_none_is_started_again()
    {
        using Supervisor supervisor = Create(workers: 2);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild[] children = await _launcher.NextAsync(2);
        Assert.Equal(["w1", "w2"], children.Select(c => c.Start.HandOver.Name));

        _store.Run = _run with { Phase = RunPhase.Completed };
        children[0].Exit(0);
        await Deadline.UntilAsync(() => supervisor.Latest?.Facts.Run?.Phase == RunPhase.Completed);
        children[1].Exit(0);
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.Completed, false), (end.Phase, children.Any(c => c.IsKilled)));
        Assert.All(children, c => Assert.True(c.IsDisposed));
        Assert.Equal("", _host.Errors);
    }

    [Fact]
    public async Task A_child_that_dies_is_evicted_and_started_again_as_a_new_process()
    {
        using Supervisor supervisor = Create(workers: 1);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();
        _store.Leases =
        [
            FakeStore.LeaseOf("w1", child.ProcessId, "supervisor-1"),
            FakeStore.LeaseOf("w2", child.ProcessId + 1, "supervisor-1"),
            FakeStore.LeaseOf("other", child.ProcessId, "supervisor-2"),
        ];

        child.Exit(137);
        FakeChild again = await _launcher.NextAsync();

        Assert.Equal(["id-w1"], _store.Evicted);
        Assert.NotEqual(child.ProcessId, again.ProcessId);
        Assert.Equal("w1 was killed (signal 9); it is started again in 100ms\n", _host.Errors);
        await EndAsync(supervisor, running, again);
    }

    [Fact]
    public async Task A_process_that_cannot_be_started_is_tried_again()
    {
        _launcher.Failures = 2;
        using Supervisor supervisor = Create(workers: 1);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();

        Assert.Equal(
            "w1 cannot be started: no more processes; it is started again in 100ms\nw1 cannot be started: no more processes; it is started again in 200ms\n",
            _host.Errors);
        await EndAsync(supervisor, running, child);
    }

    [Fact]
    public async Task A_child_that_cannot_use_what_it_was_given_ends_the_run_instead_of_being_started_for_ever()
    {
        using Supervisor supervisor = Create(workers: 2);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild[] children = await _launcher.NextAsync(2);

        children[1].Exit(2);
        await Deadline.UntilAsync(() => _store.Run!.Phase == RunPhase.Refused);
        children[0].Exit(2);
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.Refused, "w2 cannot use what it was given, as its message says"), (end.Phase, end.Reason));
    }

    [Fact]
    public async Task Told_to_stop_it_asks_the_leader_and_waits_for_the_end()
    {
        using Supervisor supervisor = Create(workers: 1);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();
        _store.Others.Enqueue(d => d with { Active = false });

        supervisor.Stop();
        await Deadline.UntilAsync(() => _store.Desired.Killed);
        Assert.Equal((60_000L, false), (_store.Desired.KillWait, _store.Desired.Active));
        await Deadline.UntilAsync(() => supervisor.Latest?.Facts.Run?.Phase == RunPhase.Drained);
        child.Exit(0);

        Assert.Equal(RunPhase.Drained, (await running.InTime()).Phase);
        Assert.False(child.IsKilled);
    }

    [Fact]
    public async Task A_stop_while_the_store_does_not_answer_is_asked_for_when_it_does()
    {
        using Supervisor supervisor = Create(workers: 1);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();
        _store.IsUnreachable = true;
        supervisor.Stop();
        await Deadline.UntilAsync(() => _host.Errors.Contains("does not answer", StringComparison.Ordinal));

        _store.IsUnreachable = false;
        await Deadline.UntilAsync(() => _store.Desired.Killed);
        await Deadline.UntilAsync(() => supervisor.Latest?.Facts.Run?.Phase == RunPhase.Drained);
        child.Exit(0);
        await running.InTime();

        Assert.Equal(
            "warning: the store does not answer, the workers are on their own: fake:1 does not answer\nthe store answers again\n", _host.Errors);
    }

    [Fact]
    public async Task Told_to_stop_at_once_it_kills_the_children_and_ends_the_run()
    {
        using Supervisor supervisor = Create(workers: 2);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild[] children = await _launcher.NextAsync(2);

        supervisor.StopAtOnce();
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.DrainTimedOut, RunPhase.DrainTimedOut), (end.Phase, _store.Run!.Phase));
        Assert.All(children, c => Assert.True(c.IsKilled));
    }

    [Fact]
    public async Task Children_that_do_not_end_with_the_run_are_killed_after_a_while()
    {
        using Supervisor supervisor = Create(workers: 1, new EagerTime());
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();

        _store.Run = _run with { Phase = RunPhase.Completed };
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.Completed, true), (end.Phase, child.IsKilled));
    }

    [Fact]
    public async Task Where_nobody_leads_any_more_the_drain_limit_ends_it()
    {
        _store.HasLeader = false;
        var time = new EagerTime();
        using Supervisor supervisor = Create(workers: 1, time);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();

        supervisor.Stop();
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.DrainTimedOut, "no worker ended the run", true), (end.Phase, end.Reason, child.IsKilled));
        Assert.True(time.Elapsed > TimeSpan.FromSeconds(60), $"after {time.Elapsed}");
    }

    [Fact]
    public async Task When_the_private_server_ends_children_are_killed_and_the_run_can_go_on_later()
    {
        using Supervisor supervisor = Create(workers: 1, server: _server);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();

        _server.End("process 5 is gone");
        SupervisedEnd end = await running.InTime();

        Assert.Equal((RunPhase.Running, RunPhase.Running, true), (end.Phase, _store.Run!.Phase, child.IsKilled));
        Assert.Equal("process 5 is gone; once it can, the same command goes on with the run", end.Reason);
    }

    [Fact]
    public async Task A_run_that_somebody_began_anew_is_over_here()
    {
        using Supervisor supervisor = Create(workers: 1);
        Task<SupervisedEnd> running = supervisor.RunAsync();
        FakeChild child = await _launcher.NextAsync();

        _store.Run = FakeStore.RunOf("run-2");
        child.Exit(0);
        SupervisedEnd end = await running.InTime();

        Assert.Equal(RunPhase.Failed, end.Phase);
        Assert.StartsWith("the run was given up for a new one of ", end.Reason, StringComparison.Ordinal);
        Assert.Equal(RunPhase.Running, _store.Run.Phase);
    }

    private async Task EndAsync(Supervisor supervisor, Task<SupervisedEnd> running, FakeChild child)
    {
        _store.Run = _run with { Phase = RunPhase.Completed };
        await Deadline.UntilAsync(() => supervisor.Latest?.Facts.Run?.Phase == RunPhase.Completed);
        child.Exit(0);
        await running.InTime();
    }

    private Supervisor Create(int workers, TimeProvider? time = null, IPrivateServer? server = null)
    {
        var options = new SupervisorOptions
        {
            Id = "supervisor-1",
            Workers = workers,
            ChildOf = i => new ChildStart(null, new HandOver
            {
                Name = $"w{i + 1}",
                Supervisor = "supervisor-1",
                Run = _run.Id,
                Store = _server.Address,
                Secret = "s",
            }),
            DrainTimeout = TimeSpan.FromMinutes(1),
            LeaseTime = TimeSpan.FromSeconds(3),
            Interval = TimeSpan.FromMilliseconds(10),
            Server = server,
        };
        return new Supervisor(_store, _run, options, _launcher, _host, time ?? TimeProvider.System);
    }
}
