using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>All workers of a topology at one Redis, over a few dozen clients: what each of them asks, as often as it is told to.</summary>
internal sealed class ScaleStore : IAsyncDisposable
{
    private const string Run = "run";
    private const int MostClients = 50;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ScaleTopology _topology;
    private readonly ImmutableArray<(RedisCoordinationStore Coordination, RedisCheckpointStore Checkpoints)> _clients;
    private readonly long[] _counters;
    private readonly ImmutableArray<ComponentSnapshot> _counts;

    private ScaleStore(ScaleTopology topology, ImmutableArray<(RedisCoordinationStore, RedisCheckpointStore)> clients)
    {
        _topology = topology;
        _clients = clients;
        _counters = new long[topology.Workers.Length];
        _counts = [.. topology.Shape.Components.Select(c => new ComponentSnapshot(c.Name, 1, 1_234_567, 1_234_567, 1_234_567, 0, TimeSpan.FromMicroseconds(3), 0.1))];
    }

    public ClusterPlan Plan { get; private set; } = null!;

    public EpochId Epoch { get; private set; }

    private (RedisCoordinationStore Coordination, RedisCheckpointStore Checkpoints) First => _clients[0];

    public static async Task<ScaleStore> OpenAsync(ScaleTopology topology, string address)
    {
        var options = new RedisOptions { Address = address, OperationTimeout = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(30) };
        var clients = ImmutableArray.CreateBuilder<(RedisCoordinationStore, RedisCheckpointStore)>();
        for (int client = 0; client < Math.Min(MostClients, topology.Workers.Length); client++)
        {
            clients.Add((
                await RedisCoordinationStore.ConnectAsync(options, "scale", NullLoggerFactory.Instance, None),
                await RedisCheckpointStore.ConnectAsync(options, "scale", None)));
        }

        var store = new ScaleStore(topology, clients.ToImmutable());
        await store.BeginAsync();
        return store;
    }

    public Task RenewAsync(int worker)
        => Of(worker).Coordination.RenewAsync(
            new Renewal(Run, _topology.Workers[worker].Id, ++_counters[worker], default, new WorkerReport(Plan.Token.Generation, 123_456_789, 123_456_789, 0, false) { Progress = 123_456_789 }),
            None);

    public Task LookAtBoardAsync(int worker) => Of(worker).Checkpoints.ReadNewsAsync(None);

    public Task CountAsync(int worker) => Of(worker).Coordination.ReportMetricsAsync(Run, new WorkerMetrics(_topology.Workers[worker].Id, _counts, 0, 0), None);

    public Task ReadPlanAsync(int worker) => Of(worker).Coordination.ReadPlanAsync(None);

    public Task ReadFactsAsync() => First.Coordination.ReadFactsAsync(None);

    /// <summary>All tasks of a worker, each with fields of its own.</summary>
    public Task ReportAsync(int worker)
        => Of(worker).Checkpoints.ReportAsync(
            Epoch,
            [
                .. _topology.Shape.Components.Select(c => new TaskEntry
                {
                    Component = c.Name,
                    Index = worker,
                    Parallelism = c.Parallelism,
                    Fields = new BlobReference(new BlobName(Epoch, c.Name, BlobKind.Task, worker), 100, 1, 0x1234_5678),
                }),
            ],
            None);

    /// <returns>How many tasks have reported.</returns>
    public async Task<Manifest> GatherAsync()
    {
        var tasks = new List<TaskEntry>();
        EpochReports reports = default;
        do
        {
            reports = await First.Checkpoints.ReadReportsAsync(Epoch, reports.Next, None);
            tasks.AddRange(reports.Entries);
        }
        while (reports.HasMore);
        return new Manifest
        {
            Id = Epoch,
            KeyGroups = 256,
            Tasks = [.. tasks.OrderBy(static t => t.Component, StringComparer.Ordinal).ThenBy(static t => t.Index)],
        };
    }

    public Task FlipAsync(Manifest manifest) => First.Checkpoints.FlipAsync(Plan.Token, manifest, None);

    public async ValueTask DisposeAsync()
    {
        foreach ((RedisCoordinationStore coordination, RedisCheckpointStore checkpoints) in _clients)
        {
            await coordination.DisposeAsync();
            await checkpoints.DisposeAsync();
        }
    }

    private (RedisCoordinationStore Coordination, RedisCheckpointStore Checkpoints) Of(int worker) => _clients[worker % _clients.Length];

    private async Task BeginAsync()
    {
        await First.Coordination.BeginAsync(new RunRecord { Id = Run, Owner = "scale", Schema = 1 }, new DesiredState(), null, None);
        foreach (WorkerInfo worker in _topology.Workers)
        {
            await First.Coordination.JoinAsync(Run, worker, None);
        }

        FencingToken token = (await First.Coordination.AcquireAsync(new LeaderClaim(Run, _topology.Workers[0].Id, LeaderLease.None, 0, 7), None))!.Value;
        var next = new FencingToken(token.Generation + 1, token.Nonce);
        Plan = new ClusterPlan
        {
            Token = next,
            Run = Run,
            Mode = PlanMode.Active,
            Workers = _topology.Workers,
            Components = TaskAssignment.Fresh(_topology.Shape, [.. _topology.Shape.Components.Select(c => c.Parallelism)], _topology.Workers, next.Incarnation),
        };
        await First.Coordination.PublishAsync(token, Plan, None);
        Epoch = new EpochId(1, next, 1);
        await First.Checkpoints.BeginAsync(next, Epoch, None);
        await First.Checkpoints.AnnounceAsync(next, Epoch, None);
    }
}
