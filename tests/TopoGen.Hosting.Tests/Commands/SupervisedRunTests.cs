using System.Collections.Immutable;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Supervision;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Commands;

[Collection(nameof(Environment))]
public sealed class SupervisedRunTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(RunPhase.Completed, null, 0, "^numbers completed in [0-9.]+ s: 4,500 tuples executed, 1 failed\n$")]
    [InlineData(RunPhase.Drained, null, 0, "^numbers stopped and drained in [0-9.]+ s: 4,500 tuples executed, 1 failed\n$")]
    [InlineData(RunPhase.Failed, "Sink[0] cannot open: no disk", 1, "^error: Sink\\[0\\] cannot open: no disk\n$")]
    [InlineData(RunPhase.Refused, "'x' is no file", 2, "^error: 'x' is no file\n$")]
    [InlineData(RunPhase.DrainTimedOut, null, 3, "^numbers stopped: the drain limit of 30s passed, work was left, in [0-9.]+ s: 4,500 tuples executed, 1 failed\n$")]
    [InlineData(RunPhase.DrainTimedOut, "12 tuples were left", 3, "^numbers stopped: 12 tuples were left in [0-9.]+ s: ")]
    public async Task It_ends_with_one_line_and_the_code_of_the_run(RunPhase phase, string? reason, int code, string line)
    {
        _host.Store.Metrics = new[] { Metrics("a", "Adder", 4000, 1), Metrics("b", "Sink", 500, 0), Metrics("c", "Source", 77, 0) }
            .ToImmutableSortedDictionary(m => m.Worker, m => m);
        Task<int> running = RunAsync("--workers 2 --redis fake:1");
        await EndAsync(await _host.Children.NextAsync(2), phase, reason);

        Assert.Equal(code, await running.InTime());
        Assert.Matches(line, _host.Errors);
        Assert.Equal("", _host.Output);
    }

    [Fact]
    public async Task What_may_have_been_lost_is_said_after_the_summary()
    {
        _host.Store.Losses = [new LossReport(5, "w2", 1200, 2, 1), new LossReport(9, "w1", 1, 1, 0)];
        Task<int> running = RunAsync("--workers 1 --redis fake:1");
        await EndAsync(await _host.Children.NextAsync(1), RunPhase.Completed, null);
        await running.InTime();

        Assert.EndsWith(
            """
            0 failed
            up to 1,200 tuples may have been lost: w2 died (generation 5); 1 task lost its state
            up to 1 tuple may have been lost: w1 died (generation 9)

            """,
            _host.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_are_handed_the_store_a_secret_and_what_the_command_line_says()
    {
        Task<int> running = RunAsync("--workers 2 --ring-capacity 64 --listen 0.0.0.0:7000 --advertise node:8000 --data here --many 9");
        FakeChild[] children = await _host.Children.NextAsync(2);
        await EndAsync(children, RunPhase.Completed, null);
        await running.InTime();

        Assert.Equal([Path.GetFullPath("here")], _host.Cluster.Folders);
        Assert.Equal(["w1", "w2"], children.Select(c => c.Start.HandOver.Name));
        Assert.Equal(["0.0.0.0:7000", "0.0.0.0:7001"], children.Select(c => c.Start.HandOver.Settings["Listen"]));
        Assert.Equal(["node:8000", "node:8001"], children.Select(c => c.Start.HandOver.Settings["Advertise"]));
        Assert.All(children, c =>
        {
            Assert.Equal("64", c.Start.HandOver.Settings["RingCapacity"]);
            Assert.Equal(_host.Cluster.Server.Address, c.Start.HandOver.Store);
            Assert.Equal(64, c.Start.HandOver.Secret.Length);
            Assert.Equal(_host.Store.Run!.Id, c.Start.HandOver.Run);
            Assert.Null(c.Start.Topology);
        });
        Assert.Single(children.Select(c => (c.Start.HandOver.Secret, c.Start.HandOver.Supervisor)).Distinct());
        Assert.Equal("9", Assert.Single(_host.Store.Run!.Parameters["Many"]));
        Assert.Equal(2, _host.Store.Desired.Workers);
        Assert.True(_host.Cluster.Server.IsDisposed);
    }

    [Fact]
    public async Task Of_several_topologies_children_are_told_which()
    {
        Task<int> running = _host.RunAsync([Definitions.Numbers(new Results()), Definitions.Of<Lonely>()], "--topology numbers --workers 1 --redis fake:1");
        FakeChild[] children = await _host.Children.NextAsync(1);
        await EndAsync(children, RunPhase.Completed, null);
        await running.InTime();

        Assert.Equal("numbers", children[0].Start.Topology);
    }

    [Fact]
    public async Task A_second_start_is_refused_with_who_runs_it_and_starts_nothing()
    {
        _host.Time = new EagerTime();
        _host.Store.Run = FakeStore.RunOf();
        _host.Store.Leases = [FakeStore.LeaseOf("w1")];
        _host.Store.IsAlive = true;
        _host.Children.Started = _ => Assert.Fail("a child was started");

        Assert.Equal(2, await RunAsync("--workers 2 --redis fake:1").InTime());

        Assert.StartsWith("error: numbers runs already: the run of 'run --workers 3' on host-a, process 77 since ", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_on_the_same_data_folder_is_refused_with_who_runs_it()
    {
        _host.Store.Run = FakeStore.RunOf();
        _host.Cluster.ServerProblem = "somebody has the folder";
        _host.Cluster.Found = _host.Cluster.Server.Address;

        Assert.Equal(2, await RunAsync("--workers 2").InTime());

        Assert.StartsWith("error: numbers runs already: the run of 'run --workers 3' on host-a", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_installed_server_it_says_what_to_do()
    {
        _host.Cluster.ServerProblem = "Neither redis-server nor valkey-server is installed; get one.";

        Assert.Equal(2, await RunAsync("--workers 2").InTime());
        Assert.Equal("error: Neither redis-server nor valkey-server is installed; get one.\n", _host.Errors);
    }

    [Fact]
    public async Task A_crashed_run_goes_on_with_its_children()
    {
        _host.SettingsBeside("""{ "TopoGen": { "LeaseTime": "500ms" } }""");
        _host.Store.Run = FakeStore.RunOf();
        Task<int> running = RunAsync("--workers 1 --redis fake:1");
        FakeChild[] children = await _host.Children.NextAsync(1);
        await EndAsync(children, RunPhase.Completed, null);

        Assert.Equal(0, await running.InTime());
        Assert.Equal("run-1", children[0].Start.HandOver.Run);
        Assert.StartsWith("numbers goes on where it crashed: ", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_drains_and_that_is_0()
    {
        using var stop = new CancellationTokenSource();
        Task<int> running = RunAsync("--workers 1 --redis fake:1 --drain-timeout 45s", stop.Token);
        FakeChild[] children = await _host.Children.NextAsync(1);
        _host.Store.Plan = FakeStore.PlanOf(_host.Store.Run!, _host.Store.Desired, 1);
        await stop.CancelAsync();
        await Deadline.UntilAsync(() => _host.Store.Desired.Killed);
        await EndAsync(children, RunPhase.Drained, null);

        Assert.Equal(0, await running.InTime());
        Assert.Matches(
            @"^stopping: finishing what was read, for at most 45s; a second signal stops at once\nnumbers stopped and drained in ", _host.Errors);
        Assert.Equal(45_000, _host.Store.Desired.KillWait);
    }

    [Fact]
    public async Task What_the_workers_would_find_wrong_is_said_before_anything_starts()
    {
        Assert.Equal(2, await RunAsync("--workers 2 --many few"));
        Assert.Equal(2, await RunAsync("--workers 2 --listen 0.0.0.0:7000"));
        Assert.Equal(2, await RunAsync("--workers 2 --listen 127.0.0.1:65535"));

        string[] lines = _host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("error: --many is 'few'", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("error: Listen is '0.0.0.0:7000', which nobody can dial", lines[1], StringComparison.Ordinal);
        Assert.Equal("error: 127.0.0.1:65535 leaves no port for worker 2; expected a lower port, or 0 for any free one.", lines[2]);
        Assert.Equal(3, lines.Length);
        Assert.Null(_host.Store.Run);
    }

    [Fact]
    public async Task Workers_may_be_set_in_files_too()
    {
        _host.SettingsBeside("""{ "TopoGen": { "Workers": 3, "Redis": "fake:1", "RedisPassword": "hidden" } }""");
        Task<int> running = RunAsync("");
        FakeChild[] children = await _host.Children.NextAsync(3);
        await EndAsync(children, RunPhase.Completed, null);
        await running.InTime();

        Assert.All(children, c => Assert.Equal(("fake:1", "hidden"), (c.Start.HandOver.Store.Address, c.Start.HandOver.Store.Password)));
        Assert.DoesNotContain("warning", _host.Errors, StringComparison.Ordinal);
    }

    private static WorkerMetrics Metrics(string worker, string component, long executed, long failed)
        => new(worker, [new ComponentSnapshot(component, 1, 0, 0, executed, failed, TimeSpan.Zero, 0)], 0, 0);

    private async Task EndAsync(FakeChild[] children, RunPhase phase, string? reason)
    {
        await _host.Store.FinishAsync(_host.Store.Run!.Id, null, null, phase, reason, CancellationToken.None);
        foreach (FakeChild child in children)
        {
            child.Exit(0);
        }
    }

    private Task<int> RunAsync(string commandLine, CancellationToken stop = default)
        => _host.RunAsync(Definitions.Numbers(new Results()), commandLine, stop);
}
