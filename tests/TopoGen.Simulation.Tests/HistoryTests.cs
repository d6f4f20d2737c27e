using Xunit.Abstractions;

namespace TopoGen.Simulation.Tests;

/// <summary>Random histories of a cluster that delivers at most once.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_goes_wrong_nothing_comes_twice_and_in_the_end_every_key_comes_further()
    {
        foreach (ulong seed in Seeds.Take(20))
        {
            output.WriteLine(Run(seed, Disturbances.All, Delivery.AtMostOnce));
        }
    }

    internal static string Run(ulong seed, Disturbances kinds, Delivery delivery, TextWriter? trace = null)
    {
        using var cluster = new SimulatedCluster(seed, delivery: delivery);
        cluster.Simulator.Trace.Copy = trace;
        cluster.Start(cluster.Random.Next(1, 5));
        var disturber = new Disturber(cluster, kinds);
        disturber.Begin(often: TimeSpan.FromSeconds(2));
        cluster.Advance(TimeSpan.FromSeconds(60));

        disturber.Heal();
        cluster.Change(d => d with { Active = true });
        cluster.Until(() => cluster.IsSettled, "all runs again", 90);
        cluster.UntilProgress();
        if (delivery == Delivery.AtMostOnce)
        {
            cluster.AssertLosses();
        }
        else
        {
            long committed = cluster.Commits.Count;
            cluster.Until(() => cluster.Commits.Count >= committed + 3, "epochs are committed");
        }

        return $"{seed}: {cluster.Simulator.Trace.Count} steps, {cluster.Ghost.CountOf("Sink")} tuples, {cluster.Commits.Count} epochs, {cluster.Simulator.Trace.Hash:x16}";
    }
}
