using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>Real workers, engine and coordination, in one thread.</summary>
public sealed class ClusterTests
{
    [Fact]
    public void Workers_form_a_run_and_every_key_comes_further()
    {
        foreach (ulong seed in Seeds.Take(5))
        {
            using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Of(Oracle.AtMostOnce)).Start(3);

            cluster.UntilProgress();
            cluster.UntilProgress();
        }
    }

    /// <summary>
    /// Channels to a dead worker are cut as soon as the plan says so, and lead elsewhere only when it has been applied, which takes as long
    /// as the store does, and the hooks of components.
    /// </summary>
    [Fact]
    public void However_long_a_plan_takes_to_apply_no_more_is_lost_than_was_reported()
    {
        var settings = new Steps.Settings(Keys: 12, Length: 0, Rate: 1600);
        foreach (ulong seed in Seeds.Take(5))
        {
            using SimulatedCluster cluster = new SimulatedCluster(seed, Oracles.Steps(Delivery.AtMostOnce, settings), window: 1024).Start(3);
            cluster.UntilProgress();
            cluster.Advance(TimeSpan.FromSeconds(2));
            string source = cluster.Facts.Plan!.Components.Single(c => c.Component == nameof(Steps.Source)).Tasks[0].Worker;
            SimulatedWorker victim = cluster.Workers.Single(w => w.State.Id == source);
            cluster.Workers.ForEach(w => w.StoreConnection.Conditions.Slowness = TimeSpan.FromMilliseconds(300));
            cluster.Advance(TimeSpan.FromSeconds(2));

            victim.Process.Kill();
            cluster.Evict(victim);
            cluster.Advance(TimeSpan.FromSeconds(10));

            cluster.Workers.ForEach(w => w.StoreConnection.Conditions.Heal());
            cluster.UntilProgress();
            cluster.Ghost.Finish(cluster);
        }
    }
}
