using Xunit.Abstractions;

namespace TopoGen.Simulation.Tests;

/// <summary>Random histories of clusters, by seed: what was promised holds at each step, and in the end everything comes further.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce))]
    [InlineData(nameof(Oracle.AtLeastOnce))]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    [InlineData(nameof(Oracle.Messages))]
    [InlineData(nameof(Oracle.KeptMessages))]
    public void Whatever_goes_wrong_promises_are_kept_and_in_the_end_everything_comes_further(string oracle)
    {
        foreach (ulong seed in Seeds.Take(8))
        {
            output.WriteLine(History.Run(seed, Disturbances.All, Enum.Parse<Oracle>(oracle)));
        }
    }

    /// <summary>A store that loses what it had acknowledged takes reservations of positions with it: at most once, something may come again.</summary>
    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce))]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    public void A_store_may_lose_its_last_second(string oracle)
    {
        foreach (ulong seed in Seeds.Take(5))
        {
            output.WriteLine(History.Run(seed, Disturbances.All | Disturbances.StoreLoss, Enum.Parse<Oracle>(oracle)));
        }
    }

    [Theory]
    [InlineData(nameof(Oracle.AtMostOnce))]
    [InlineData(nameof(Oracle.AtLeastOnce))]
    [InlineData(nameof(Oracle.ExactlyOnce))]
    [InlineData(nameof(Oracle.Messages))]
    [InlineData(nameof(Oracle.KeptMessages))]
    public void A_topology_with_an_end_comes_to_it(string oracle)
    {
        foreach (ulong seed in Seeds.Take(4))
        {
            output.WriteLine(History.RunToEnd(seed, Disturbances.All, Enum.Parse<Oracle>(oracle)));
        }
    }

    /// <summary>What was found once is looked for for ever, as far as a seed still leads there.</summary>
    [Theory]
    [InlineData(35, nameof(Oracle.ExactlyOnce), "a plan is published unseen while an epoch is being committed")]
    [InlineData(1027, nameof(Oracle.AtLeastOnce), "an epoch is announced under a token that was just raised")]
    public void Seeds_that_found_something_find_nothing_any_more(ulong seed, string oracle, string what)
        => output.WriteLine($"{what}: {History.Run(seed, Disturbances.All, Enum.Parse<Oracle>(oracle))}");
}
