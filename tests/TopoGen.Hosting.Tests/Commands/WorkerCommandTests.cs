using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Supervision;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Commands;

[Collection(nameof(Environment))]
public sealed class WorkerCommandTests : IDisposable
{
    private readonly TestHost _host = new();
    private WorkerStart? _start;
    private Numbers.Settings? _settings;

    public WorkerCommandTests() => _host.Cluster.Work = (start, _) =>
    {
        Take(start);
        return Task.FromResult<WorkerEnd?>(new WorkerEnd(RunPhase.Completed, null));
    };

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task It_begins_the_run_where_there_is_none_and_says_how_it_ended()
    {
        Assert.Equal(0, await RunAsync("worker --redis fake:1 --many 7 --workers 2 --component Adder=3 --host-name node-1 --slots 4 --listen 127.0.0.1:7000"));

        RunRecord run = _host.Store.Run!;
        Assert.Equal($"'worker' on node-1, process {Environment.ProcessId}", run.Owner);
        Assert.Equal("7", Assert.Single(run.Parameters["Many"]));
        Assert.Equal((2, 3, FakeParts.Schema), (_host.Store.Desired.Workers, _host.Store.Desired.Parallelism["Adder"], run.Schema));
        Assert.Equal((run.Id, $"node-1-{Environment.ProcessId}", null), (_start!.Run, _start.Name, _start.Supervisor));
        Assert.Equal((4, "127.0.0.1:7000", "node-1"), (_start.Node.Slots, LinkSettings.Of(_start.Node).Listen, _start.Node.HostName));
        Assert.Equal("numbers completed\n", _host.Errors);
        Assert.True(_host.Store.IsDisposed);
    }

    [Fact]
    public async Task Parameters_that_it_is_not_given_are_those_of_the_run()
    {
        _host.Store.Run = FakeStore.RunOf() with
        {
            Parameters = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
                .Add("Many", ["5"]).Add("Loud", ["true"]).Add("Tags", ["a", "b"]).Add("Texts", ["one", "two"]),
        };

        Assert.Equal(0, await RunAsync("worker --redis fake:1 --many 6"));

        Assert.Equal((6, true), (_settings!.Many, _settings.Loud));
        Assert.Equal(["a", "b"], _settings.Tags!);
        Assert.Equal(["one", "two"], _settings.Texts!);
        Assert.Equal("run-1", _start!.Run);
    }

    [Fact]
    public async Task Standard_input_cannot_be_the_input_of_a_run()
    {
        _host.Store.Run = FakeStore.RunOf() with { Parameters = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("Texts", ["-"]) };

        Assert.Equal(2, await RunAsync("worker --redis fake:1"));

        Assert.Equal("error: TEXT is '-': workers cannot share standard input; give files, or leave out --workers to run in one process.\n", _host.Errors);
    }

    [Fact]
    public async Task Another_build_is_refused_with_both_hashes()
    {
        _host.Store.Run = FakeStore.RunOf(schema: 0xbb);

        Assert.Equal(2, await RunAsync("worker --redis fake:1"));

        Assert.Contains("has the schema hash 00000000000000bb, this build 00000000000000aa; start the same build on all machines.", _host.Errors, StringComparison.Ordinal);
        Assert.Null(_start);
    }

    [Theory]
    [InlineData(RunPhase.Drained, null, 0, "numbers stopped and drained")]
    [InlineData(RunPhase.Failed, "Sink[0] cannot open: no disk", 1, "numbers failed: Sink[0] cannot open: no disk")]
    [InlineData(RunPhase.Refused, "'x' is no file", 2, "numbers cannot use what it was given: 'x' is no file")]
    [InlineData(RunPhase.DrainTimedOut, "3 tuples were left", 3, "numbers stopped: 3 tuples were left")]
    public async Task Its_exit_code_is_that_of_the_run(RunPhase phase, string? reason, int code, string line)
    {
        _host.Cluster.Work = (_, _) => Task.FromResult<WorkerEnd?>(new WorkerEnd(phase, reason));

        Assert.Equal(code, await RunAsync("worker --redis fake:1"));
        Assert.Equal(line + "\n", _host.Errors);
    }

    [Fact]
    public async Task Told_to_stop_it_leaves_and_that_is_0()
    {
        using var stop = new CancellationTokenSource();
        _host.Cluster.Work = LeaveAsync;
        Task<int> running = RunAsync("worker --redis fake:1", stop.Token);
        await Deadline.UntilAsync(() => _start is not null);
        await stop.CancelAsync();

        Assert.Equal(0, await running.InTime());
        Assert.Equal("numbers: left; the run goes on without this worker\n", _host.Errors);
        Assert.Equal(RunPhase.Running, _host.Store.Run!.Phase);
    }

    [Fact]
    public async Task A_child_takes_from_its_input_where_and_as_whom_it_works()
    {
        _host.Store.Run = FakeStore.RunOf() with { Parameters = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("Many", ["5"]) };
        await TellAsync();

        Assert.Equal(0, await RunAsync("worker --supervised").InTime());

        Assert.Equal(("w2", "s-1", "run-1"), (_start!.Name, _start.Supervisor, _start.Run));
        Assert.Equal((3, "secret-1", 5), (_start.Engine.Executors, _start.Node.Secret, _settings!.Many));
        Assert.Equal("redis-7:1", Assert.Single(_host.Cluster.Connected).Address);
        Assert.Equal("", _host.Errors);
    }

    [Fact]
    public async Task A_child_whose_run_is_over_meanwhile_does_nothing()
    {
        _host.Store.Run = FakeStore.RunOf() with { Phase = RunPhase.Completed };
        await TellAsync();

        Assert.Equal(0, await RunAsync("worker --supervised").InTime());
        Assert.Null(_start);
    }

    /// <summary>Its input does not end: the supervisor lives.</summary>
    private async Task TellAsync()
    {
        var told = new HandOver
        {
            Name = "w2",
            Supervisor = "s-1",
            Run = "run-1",
            Store = new StoreAddress { Address = "redis-7:1", Password = "p" },
            Secret = "secret-1",
            Settings = ImmutableSortedDictionary<string, string>.Empty.Add("Executors", "3"),
        };
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(told.ToLine() + "\n"));
        _host.Input = pipe.Reader.AsStream();
    }

    private async Task<WorkerEnd?> LeaveAsync(WorkerStart start, CancellationToken leave)
    {
        Take(start);
        await Task.Delay(Timeout.Infinite, leave).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private void Take(WorkerStart start)
    {
        _settings = start.Services.GetRequiredService<Numbers.Settings>();
        _start = start;
    }

    private Task<int> RunAsync(string commandLine, CancellationToken stop = default)
        => _host.RunAsync(Definitions.Numbers(new Results()), commandLine, stop);
}
