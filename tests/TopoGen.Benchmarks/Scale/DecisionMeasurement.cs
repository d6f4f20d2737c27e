using System.Collections.Immutable;
using System.Text.Json;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>What a leader of so many workers needs to decide, on one thread, and how large its plan is.</summary>
internal static class DecisionMeasurement
{
    private const int Rounds = 3;

    private static readonly LossBound Losses = new(4096, 1 << 20);

    public static ScaleRow Run(int workers)
    {
        var topology = new ScaleTopology(workers);
        var options = new ClusterOptions();
        LeaderState begun = LeaderState.Begin("run", topology.Workers[0].Id, new FencingToken(1, 1), 1, null);
        var row = new ScaleRow(workers) { { "tasks", topology.Shape.Components.Sum(c => c.Parallelism) } };

        ClusterFacts joined = topology.Facts(null, topology.Workers, 1);
        (LeaderState led, LeaderActions first) = Timed(row, "first plan, ms", () => Decide(begun, joined, 1));
        ClusterPlan plan = first.Plan ?? throw new InvalidOperationException("There is no first plan.");

        ClusterFacts running = topology.Facts(plan, topology.Workers, 2);
        (led, _) = Timed(row, "nothing new, ms", () => Decide(led, running, 1.1));

        ClusterFacts bereft = topology.Facts(plan, topology.Workers.RemoveAt(1), 3);
        (_, LeaderActions repair) = Timed(row, "a death, ms", () => Decide(led, bereft, 1.2));
        ClusterPlan repaired = repair.Plan ?? throw new InvalidOperationException("There is no plan after a death.");

        ClusterFacts halved = topology.Facts(plan, topology.Workers.Where((_, w) => w % 2 == 0), 3);
        Timed(row, "death of half, ms", () => Decide(led, halved, 1.2));
        ImmutableArray<int> parallelism = [.. topology.Shape.Components.Select(c => c.Parallelism)];
        ImmutableArray<PlannedTasks> crowded = TaskAssignment.Fresh(topology.Shape, parallelism, topology.Workers.Take(Math.Max(1, workers / 10)), 1);
        Timed(row, "spread from a tenth of the workers, ms", () => TaskAssignment.Spread(topology.Shape, parallelism, crowded, topology.Workers, 9));
        Timed(row, "spread after a death, ms", () => TaskAssignment.Spread(topology.Shape, parallelism, repaired.Components, topology.Workers, 9));
        byte[] json = Timed(row, "plan written, ms", () => JsonSerializer.SerializeToUtf8Bytes(repaired, CoordinationJson.Default.ClusterPlan));
        Timed(row, "plan read, ms", () => JsonSerializer.Deserialize(json, CoordinationJson.Default.ClusterPlan));
        row.Add("plan, KB", json.Length / 1024.0);
        row.Add("read by all, MB", json.Length / 1048576.0 * workers);
        return row;

        (LeaderState State, LeaderActions Actions) Decide(LeaderState state, ClusterFacts facts, double seconds)
            => LeaderDecision.Decide(
                state, facts, new Runtime.Reading(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)), topology.Shape, Losses, default, options);
    }

    /// <summary>
    /// Processor time, so that other load on the machine counts little, and the best of a few: what the runtime's compiler does meanwhile is not the decision's.
    /// </summary>
    private static T Timed<T>(ScaleRow row, string name, Func<T> action)
    {
        T result = action();
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan begun = Environment.CpuUsage.TotalTime;
            result = action();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds);
        }

        row.Add(name, best);
        return result;
    }
}
