using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Planning;

/// <summary>Each case: parallelism of the components in order / executors / the executor of each task.</summary>
public sealed class PlacementTests
{
    [Theory]
    [InlineData("1 1 1", 1, "0|0|0")]
    [InlineData("4 4 4", 1, "0000|0000|0000")]
    [InlineData("2 2 2", 2, "01|01|01")]
    [InlineData("4 4 4", 2, "0101|0101|0101")]
    [InlineData("1 4 1", 4, "0|0123|0")]
    public void Task_i_of_every_component_shares_lane_i(string parallelism, int executors, string expected)
        => Assert.Equal(expected, Assign(parallelism, executors));

    [Theory]
    [InlineData("1 1 1", 2, "0|0|1")]
    [InlineData("1 1 1", 3, "0|1|2")]
    [InlineData("1 1 1 1", 2, "0|0|1|1")]
    [InlineData("2 2 2", 4, "02|02|13")]
    [InlineData("2 2 2", 3, "02|02|12")]
    public void Executors_beyond_the_lanes_split_them_into_stages(string parallelism, int executors, string expected)
        => Assert.Equal(expected, Assign(parallelism, executors));

    [Theory]
    [InlineData("1 1 1", 8, "0|1|2")]
    [InlineData("2 1 1", 6, "03|1|2")]
    [InlineData("1 1 2", 6, "0|1|23")]
    [InlineData("1 0 1", 9, "0||1")]
    [InlineData("0 0", 4, "|")]
    public void Executors_that_would_get_nothing_are_not_used(string parallelism, int executors, string expected)
        => Assert.Equal(expected, Assign(parallelism, executors));

    [Fact]
    public void Every_placement_is_dense_and_keeps_lanes_apart()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            int[] parallelism = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(0, 6))];
            int executors = random.Next(1, 20);

            ImmutableArray<ImmutableArray<int>> placement = Placement.Assign(parallelism, executors);

            string what = $"seed {seed}, round {round}: {string.Join(' ', parallelism)} on {executors}";
            int[] used = [.. placement.SelectMany(t => t).Distinct().Order()];
            Assert.True(parallelism.SequenceEqual(placement.Select(t => t.Length)), what);
            Assert.True(used.SequenceEqual(Enumerable.Range(0, used.Length)), what);
            Assert.True(used.Length <= executors, what);
            Assert.True(used.Length >= Math.Min(executors, parallelism.Max()), what);
        }
    }

    private static string Assign(string parallelism, int executors)
        => string.Join(
            '|', Placement.Assign([.. parallelism.Split(' ').Select(int.Parse)], executors).Select(tasks => string.Concat(tasks)));
}
