using System.Collections.Immutable;
using System.Text.Json;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Operations;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Operations;

public sealed class StatusTests : IDisposable
{
    private readonly TestHost _host = new() { Time = new EagerTime() };

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("text", "")]
    [InlineData("json", " --json")]
    public async Task A_running_topology_is_shown_as_recorded(string name, string options)
    {
        Fill();

        Assert.Equal(0, await RunAsync("status" + options));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Fact]
    public async Task Json_can_be_read_by_a_machine()
    {
        Fill();
        await RunAsync("status --json");

        using JsonDocument json = JsonDocument.Parse(_host.Output);
        Assert.Equal("Running", json.RootElement.GetProperty("run").GetProperty("phase").GetString());
        Assert.Equal(
            ["Live", "Suspended"], json.RootElement.GetProperty("workers").EnumerateArray().Select(w => w.GetProperty("state").GetString()!));
    }

    [Fact]
    public async Task A_crashed_topology_is_not_shown_as_active()
    {
        Fill();
        _host.Store.IsAlive = false;

        await RunAsync("status");

        Assert.StartsWith(
            "numbers: no worker renews its lease: it has crashed, and the next start goes on with it\n", _host.Output, StringComparison.Ordinal);
        Assert.Contains(" silent ", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topology_that_was_never_started_is_said_to_be_so()
    {
        Assert.Equal(0, await RunAsync("status"));

        Assert.Equal("numbers: nothing was started here yet\n", _host.Output);
    }

    [Fact]
    public async Task A_topology_that_is_over_says_how_it_ended()
    {
        Fill();
        _host.Store.Run = _host.Store.Run! with { Phase = RunPhase.Failed, Reason = "Sink[0] cannot open: no disk" };

        await RunAsync("status");

        Assert.StartsWith("numbers: failed: Sink[0] cannot open: no disk\n", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watched_it_is_shown_again_and_again_until_it_is_told_to_stop()
    {
        Fill();
        using var stop = new CancellationTokenSource();
        Task<int> watching = RunAsync("status --watch --json", stop.Token);
        await Deadline.UntilAsync(() => _host.Output.Count(c => c == '\n') >= 3);
        await stop.CancelAsync();

        Assert.Equal(0, await watching.InTime());
        foreach (string line in _host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            Assert.Equal("numbers", json.RootElement.GetProperty("topology").GetString());
        }
    }

    [Fact]
    public async Task Top_is_status_that_is_watched()
    {
        Fill();
        using var stop = new CancellationTokenSource();
        Task<int> watching = RunAsync("top", stop.Token);
        await Deadline.UntilAsync(() => _host.Output.Split("numbers: is active").Length > 2);
        await stop.CancelAsync();

        Assert.Equal(0, await watching.InTime());
    }

    [Fact]
    public async Task Without_redis_and_private_server_it_says_what_to_give()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Numbers>(), "status"));

        string folder = Path.Combine(_host.Folder, "state", "topogen", "numbers");
        Assert.Equal(
            $"error: numbers: no Redis was named, and no private server runs on {folder}; expected --redis HOST:PORT, or --data DIR of a 'run --workers N'.\n",
            _host.Errors);
    }

    [Fact]
    public async Task The_private_server_of_the_data_folder_is_found()
    {
        _host.Cluster.Found = _host.Cluster.Server.Address;

        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), "status --data here"));

        Assert.Equal([Path.GetFullPath("here")], _host.Cluster.Folders);
        Assert.Equal(_host.Cluster.Server.Address, Assert.Single(_host.Cluster.Connected));
    }

    [Fact]
    public async Task A_password_on_the_command_line_is_taken_and_warned_about()
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), "status --redis redis://me:hidden@fake:1/3 --redis-prefix x"));

        Assert.Equal(
            "warning: everybody on this machine can read the password in --redis; set TOPOGEN__REDISPASSWORD or RedisPassword in appsettings.json instead\n",
            _host.Errors);
        Assert.Equal(
            new StoreAddress { Address = "redis://me:hidden@fake:1/3", Prefix = "x" }, Assert.Single(_host.Cluster.Connected));
    }

    [Fact]
    public async Task Errors_are_shown_the_newest_first()
    {
        Fill();

        Assert.Equal(0, await RunAsync("errors"));
        Assert.Equal(
            "2026-01-02 03:05:00Z w2 Adder[1].Execute: no twos please\n2026-01-02 03:04:30Z w1 store: fake:1 did not answer\n", _host.Output);
    }

    [Fact]
    public async Task Errors_for_machines_are_an_array()
    {
        Fill();
        await RunAsync("errors --json");

        using JsonDocument json = JsonDocument.Parse(_host.Output);
        Assert.Equal(["w2", "w1"], json.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("worker").GetString()!));
    }

    [Fact]
    public async Task No_errors_are_said_to_be_none()
    {
        Assert.Equal(0, await RunAsync("errors"));

        Assert.Equal(("", "numbers has no errors\n"), (_host.Output, _host.Errors));
    }

    [Fact]
    public async Task Standbys_are_shown_with_the_epoch_that_they_have()
    {
        Fill();
        var definition = new TopologyDefinition
        {
            Name = "numbers",
            Components =
            [
                .. Definitions.Of<Numbers>().Components.Select(c => new ComponentDefinition
                {
                    Name = c.Name,
                    Kind = c.Kind,
                    Type = c.Type,
                    CreateTask = c.CreateTask,
                    Outputs = c.Outputs,
                    Inputs = c.Inputs,
                    Recovery = c.Name == "Adder" ? Recovery.HotStandby : c.Name == "Sink" ? Recovery.Standby : Recovery.Checkpoint,
                }),
            ],
        };
        FakeStore store = _host.Store;
        store.Plan = FakeStore.PlanOf(
            store.Run!,
            store.Desired,
            7,
            new PlannedTasks("Source", [new PlannedTask("id-w1", 5)]),
            new PlannedTasks("Adder", [.. Enumerable.Repeat(new PlannedTask("id-w1", 5, Standby: "id-w2"), 3), new PlannedTask("id-w2", 5, Standby: "id-w1")]),
            new PlannedTasks("Sink", [new PlannedTask("id-w1", 5, Standby: "id-w2")]));
        store.Metrics = new[]
        {
            new WorkerMetrics("id-w1", [], 0, 0),
            new WorkerMetrics("id-w2", [], 0, 0) { Standbys = [new("Adder", 0, 41), new("Adder", 1, 43), new("Adder", 2, null), new("Sink", 0, null)] },
        }.ToImmutableSortedDictionary(m => m.Worker, m => m, StringComparer.Ordinal);
        ClusterStatus status = await store.ReadStatusAsync(CancellationToken.None);
        ClusterFacts facts = status.Facts with { Committed = new EpochId(1, new FencingToken(7, 1), 43) };

        StatusView view = StatusView.Of(definition, status with { Facts = facts }, facts);

        Assert.Equal(["Adder[3] (not ready)"], view.Workers[0].Standbys.Select(s => $"{s}"));
        Assert.Equal(
            ["Adder[0] (epoch 41, 2 behind)", "Adder[1] (epoch 43)", "Adder[2] (no epoch yet)", "Sink[0]"], view.Workers[1].Standbys.Select(s => $"{s}"));
        using var text = new StringWriter();
        StatusText.Write(text, view, 200);
        Assert.Contains("Recovery: HotStandby of Adder, Standby of Sink\n", text.ToString().ReplaceLineEndings("\n"));
        Assert.Contains("Adder[0] (epoch 41, 2 behind)", text.ToString());
    }

    private Task<int> RunAsync(string commandLine, CancellationToken stop = default)
        => _host.RunAsync(Definitions.Of<Numbers>(), commandLine + " --redis fake:1", stop);

    private void Fill()
    {
        FakeStore store = _host.Store;
        store.Run = FakeStore.RunOf();
        store.Desired = new DesiredState { Version = 2, Workers = 2, Parallelism = ImmutableSortedDictionary<string, int>.Empty.Add("Adder", 3) };
        store.IsAlive = true;
        store.HasLeader = false;
        store.Leader = new LeaderLease("id-w1", 9);
        store.Leases =
        [
            FakeStore.LeaseOf("w2", 12, "s", new WorkerReport(6, 10, 20, 3, IsSuspended: true)),
            FakeStore.LeaseOf("w1", 11, "s", new WorkerReport(7, 1000, 2000, 1500, IsSuspended: false)),
        ];
        store.Plan = FakeStore.PlanOf(
            store.Run,
            store.Desired with { Version = 1 },
            7,
            new PlannedTasks("Source", [new PlannedTask("id-w1", 5)]),
            new PlannedTasks("Adder", [new PlannedTask("id-w1", 5), new PlannedTask("id-w2", 7), new PlannedTask("id-gone", 5)]),
            new PlannedTasks("Sink", [new PlannedTask("id-w2", 5, HasEnded: true)]));
        store.Metrics = new[]
        {
            new WorkerMetrics("id-w1", [Counters("Source", 5000, 5000, 0, 0, 0), Counters("Adder", 3000, 3000, 1, 10, 0.25)], 0, 0),
            new WorkerMetrics("id-w2", [Counters("Adder", 1000, 1000, 0, 50, 0.5), Counters("Sink", 0, 3500, 0, 1, 0)], 4, 0),
            new WorkerMetrics("id-gone", [Counters("Adder", 1000, 1000, 0, 10, 0.9)], 0, 0),
        }.ToImmutableSortedDictionary(m => m.Worker, m => m, StringComparer.Ordinal);
        store.Positions = ImmutableSortedDictionary<string, PositionRecord>.Empty.Add("Source/0", new PositionRecord(5, 6000, 250));
        store.Losses = [new LossReport(7, "w3", 12, 2, 1)];
        store.Refused = ImmutableSortedDictionary<string, long>.Empty.Add("publish", 1).Add("renew", 3);
        store.Errors =
        [
            new ErrorReport(new DateTimeOffset(2026, 1, 2, 3, 5, 0, TimeSpan.Zero), "w2", "Adder[1].Execute", "no twos\nplease"),
            new ErrorReport(new DateTimeOffset(2026, 1, 2, 3, 4, 30, TimeSpan.Zero), "w1", "store", "fake:1 did not answer"),
        ];
    }

    private static ComponentSnapshot Counters(string component, long emitted, long executed, long failed, double microseconds, double fill)
        => new(component, 1, emitted, emitted, executed, failed, TimeSpan.FromMicroseconds(microseconds), fill);
}
