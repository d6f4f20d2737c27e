using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Oracle;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Cluster.Tests;

/// <summary>The oracle's topology in processes of its own around a Redis of its own. All of them are killed when it is disposed.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Oracle = "oracle";

    /// <summary>Short, so that tests are; long enough that a busy machine does not look like a dead one.</summary>
    public const string LeaseTime = "2s";

    /// <summary>The tests' own; they hold no lease that would end meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<HostProcess> _processes = [];
    private readonly string _topology;
    private int _workers;

    private TestCluster(RedisServer redis, ICoordinationStore store, string topology)
    {
        (Redis, Store, _topology) = (redis, store, topology);
        Directory.CreateDirectory(Journals);
    }

    public TemporaryFolder Folder { get; } = new();

    public string Journals => Folder["journals"];

    public RedisServer Redis { get; }

    /// <summary>To look at, and to be an operator or a worker that is none.</summary>
    public ICoordinationStore Store { get; }

    /// <summary>What is in every process's environment.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["TOPOGEN__SECRET"] = "a secret of this test" };

    /// <param name="topology">Which one of the oracle's executable.</param>
    /// <param name="redisSettings">More lines of the server's configuration.</param>
    public static async Task<TestCluster> StartAsync(string topology = Oracle, params string[] redisSettings)
    {
        RedisServer redis = await RedisServer.StartAsync(redisSettings);
        try
        {
            return new TestCluster(redis, await ConnectAsync(redis, topology), topology);
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public static async Task<ICoordinationStore> ConnectAsync(RedisServer redis, string topology)
        => await RedisCoordinationStore.ConnectAsync(
            new RedisOptions { Address = redis.Address, OperationTimeout = Patience }, topology, NullLoggerFactory.Instance, CancellationToken.None);

    /// <summary>Starts <c>run --workers N</c>.</summary>
    public HostProcess Run(int workers, params string[] args)
        => Start(["run", $"--workers={workers}", $"--redis={Redis.Address}", "--topology", _topology, .. Usual(args), "--folder", Journals, .. args]);

    /// <summary>Starts a worker that nobody supervises.</summary>
    public HostProcess Worker(params string[] args) => WorkerOn([], Redis.Address, args);

    /// <summary>Starts one through another command, as on another machine, from where Redis has another address.</summary>
    public HostProcess WorkerOn(string[] through, string redis, params string[] args)
        => Start(
            ["worker", $"--redis={redis}", "--topology", _topology, .. Usual(args), "--folder", Journals, "--executors=1", .. args],
            "TopoGen.Oracle.dll",
            through);

    /// <summary>Starts so many workers, and waits until the first plan is there with all of them.</summary>
    public async Task<HostProcess[]> WorkersAsync(int count, params string[] args)
    {
        _workers += count;
        HostProcess[] workers = [.. Enumerable.Range(0, count).Select(_ => Worker([$"--workers={count}", .. args]))];
        await UntilAsync(facts => facts.Plan?.Workers.Length >= _workers, "all workers are in the plan");
        return workers;
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Output, string Error)> CommandAsync(string command, params string[] args)
    {
        HostProcess process = Start([command, $"--redis={Redis.Address}", "--topology", _topology, .. args]);
        process.CloseInput();
        int code = await process.EndAsync();
        return (code, process.Output, process.Error);
    }

    /// <summary>Starts an executable that lies beside the tests.</summary>
    public HostProcess Start(string[] args, string assembly = "TopoGen.Oracle.dll", params string[] through)
    {
        string[] command = [.. through, "dotnet", Path.Combine(AppContext.BaseDirectory, assembly), .. args];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Folder.Path };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = new HostProcess(start);
        _processes.Add(process);
        return process;
    }

    public Task<ClusterFacts> FactsAsync() => Store.ReadFactsAsync(CancellationToken.None);

    public Task<ClusterStatus> StatusAsync() => Store.ReadStatusAsync(CancellationToken.None);

    /// <summary>Waits for what the store says. While it does not answer, nothing is so.</summary>
    public async Task<ClusterFacts> UntilAsync(Func<ClusterFacts, bool> condition, string what)
        => (await Wait.UntilAsync(
            TryReadAsync, facts => facts is not null && condition(facts), () => $"{what}\n{Describe()}"))!;

    /// <summary>Waits for what <c>status</c> would say.</summary>
    public Task<ClusterStatus> UntilStatusAsync(Func<ClusterStatus, bool> condition, string what)
        => Wait.UntilAsync(StatusAsync, condition, () => $"{what}\n{Describe()}");

    /// <summary>Waits until every task of the current plan that has not ended is on a worker with a lease, and as many as given are left.</summary>
    public Task<ClusterFacts> UntilPlacedAsync(string what, Func<ClusterFacts, bool>? also = null) => UntilAsync(
        facts => facts.Plan is { } plan
            && plan.Components.SelectMany(c => c.Tasks).All(t => t.HasEnded || facts.Leases.Any(l => l.Worker.Id == t.Worker))
            && (also?.Invoke(facts) ?? true),
        what);

    /// <summary>Asks again and again for tasks to be spread anew, each time when the last wish was fulfilled.</summary>
    public Task UntilRebalancedAsync(Func<ClusterFacts, bool> condition, string what) => Wait.UntilAsync(
        async () =>
        {
            ClusterFacts facts = await FactsAsync();
            DesiredState wanted = facts.Desired;
            if (facts.Plan!.Desired == wanted.Version)
            {
                wanted = wanted with { Version = wanted.Version + 1, Rebalance = wanted.Rebalance + 1 };
                await Store.ChangeDesiredAsync(facts.Run!.Id, wanted, CancellationToken.None);
            }

            return facts;
        },
        condition,
        () => $"{what}\n{Describe()}");

    /// <summary>Waits until the end of the topology has seen so many tuples more.</summary>
    public async Task ProgressAsync(int tuples = 500, string component = "Sink")
    {
        long before = Handled(component);
        await Wait.UntilAsync(
            () => Handled(component) >= before + tuples,
            () => $"{component} goes on: {Handled(component)} handled, {before} before\n{Describe()}");
    }

    /// <summary>How many tuples a component has handled so far.</summary>
    public long Handled(string component)
        => Directory.GetFiles(Journals, $"{component}-*{Journal.Extension}").Sum(file => new FileInfo(file).Length / Marshal.SizeOf<JournalEntry>());

    public Verdict Verify() => Verdict.Of(Journals);

    /// <summary>The worker that leads.</summary>
    public static WorkerInfo LeaderOf(ClusterFacts facts) => facts.Leases.Single(l => l.Worker.Id == facts.Leader.Holder).Worker;

    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        KillPrivateServer();
        await Store.DisposeAsync();
        await Redis.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>The server of a <c>run --workers N --data</c> that was killed stays; a test that failed has not let anybody take it over.</summary>
    private void KillPrivateServer()
    {
        string record = Path.Combine(Folder["data"], "redis.json");
        if (File.Exists(record))
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(record));
            if (json.RootElement.GetProperty("processId").GetInt32() is > 0 and var server)
            {
                Signals.KillTree(server);
            }
        }
    }

    private static string[] Usual(string[] args)
        => args.Any(a => a.StartsWith("--lease-time", StringComparison.Ordinal)) ? [] : [$"--lease-time={LeaseTime}"];

    private async Task<ClusterFacts?> TryReadAsync()
    {
        try
        {
            return await FactsAsync();
        }
        catch (CoordinationException)
        {
            return null;
        }
    }

    /// <summary>What all processes said, for messages of failures.</summary>
    public string Describe() => string.Join('\n', _processes.Select(
        p => string.Create(CultureInfo.InvariantCulture, $"--- process {p.Id}\n{p.Error}\n{p.Output}")));
}
