using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace TopoGen.Runtime.Tests.Coordination;

public sealed class PlacementConverterTests
{
    [Fact]
    public void A_plan_is_read_as_it_was_written()
    {
        int seed = Random.Shared.Next();
        for (int round = 0; round < 200; round++)
        {
            var random = new Random(seed + round);
            ImmutableArray<PlannedTasks> placed =
            [
                .. Enumerable.Range(0, random.Next(5)).Select(c => new PlannedTasks(
                    $"C{c}",
                    [
                        .. Enumerable.Range(0, random.Next(12)).Select(
                            _ => new PlannedTask($"w{random.Next(4)}", random.NextInt64(3) * long.MaxValue / 2, random.Next(3) == 0, random.Next(3) == 0 ? $"w{random.Next(4)}" : null)),
                    ])),
            ];

            ImmutableArray<PlannedTasks> read = JsonSerializer.Deserialize(Written(placed), CoordinationJson.Default.ClusterPlan)!.Components;

            Assert.True(
                placed.Select(c => c.Component).SequenceEqual(read.Select(c => c.Component))
                    && placed.Zip(read).All(c => c.First.Tasks.SequenceEqual(c.Second.Tasks)),
                $"seed {seed + round}: {Encoding.UTF8.GetString(Written(placed))}");
        }
    }

    /// <summary>Each worker reads it whenever there is a new plan.</summary>
    [Fact]
    public void Tasks_that_were_placed_together_take_no_room_of_their_own()
    {
        string[] workers = [.. Enumerable.Range(0, 1000).Select(w => new Guid(w, 1, 1, new byte[8]).ToString("n"))];
        ImmutableArray<PlannedTask> fresh = [.. workers.Select(id => new PlannedTask(id, 7))];
        int ids = Written([new PlannedTasks("C", fresh)]).Length;

        int all = Written([.. Enumerable.Range(0, 100).Select(c => new PlannedTasks($"Component{c:00}", fresh))]).Length;
        Assert.InRange(all - ids, 0, 100 * 80);

        ImmutableArray<PlannedTask> moved = fresh.SetItem(500, new PlannedTask(workers[17], 8));
        Assert.InRange(Written([new PlannedTasks("C", moved)]).Length - ids, -100, 100);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"workers":["a"],"incarnations":[1]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,2],"lives":[0,2]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1],"lives":[1,1]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[-1,1],"lives":[0,1]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1],"lives":[0,2147483647]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[2147483647,2],"lives":[0,2]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1],"lives":[0,2]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1,0],"lives":[0,1]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1]}]}""")]
    [InlineData("""{"workers":["a"],"incarnations":[1],"tasks":[{"component":"C","places":[0,1],"lives":[0,1],"ended":[0,2]}]}""")]
    public void What_is_no_placement_is_refused(string components)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            $$"""{"token":{"generation":1,"nonce":1},"run":"r","workers":[],"components":{{components}}}""", CoordinationJson.Default.ClusterPlan));

    /// <summary>As plans were written before: a run that has crashed under that goes on under this.</summary>
    [Fact]
    public void A_plan_that_names_its_tasks_one_by_one_is_read()
    {
        ClusterPlan plan = JsonSerializer.Deserialize(
            """{"token":{"generation":1,"nonce":1},"run":"r","workers":[],"components":[{"component":"C","tasks":[{"worker":"a","incarnation":7,"hasEnded":false},{"worker":"b","incarnation":8,"hasEnded":true}]}]}""",
            CoordinationJson.Default.ClusterPlan)!;

        PlannedTasks tasks = Assert.Single(plan.Components);
        Assert.Equal("C", tasks.Component);
        Assert.Equal([new PlannedTask("a", 7), new PlannedTask("b", 8, HasEnded: true)], tasks.Tasks.AsEnumerable());
    }

    private static byte[] Written(ImmutableArray<PlannedTasks> placed)
        => JsonSerializer.SerializeToUtf8Bytes(
            new ClusterPlan { Token = new FencingToken(1, 1), Run = "r", Workers = [], Components = placed }, CoordinationJson.Default.ClusterPlan);
}
