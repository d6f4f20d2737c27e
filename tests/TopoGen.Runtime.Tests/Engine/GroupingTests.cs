using Item = TopoGen.Runtime.Tests.Engine.GroupingTopology.Item;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Which task receives which tuple, at one executor (all fused) and at several (rings).</summary>
public sealed class GroupingTests
{
    private const int Count = 6000;
    private const int Keys = 50;

    private static readonly string[] Bolts =
        ["Shuffled", "Local", "ByName", "ByBytes", "ByNameAndBytes", "Partial", "Everyone", "First", "Chosen"];

    public static TheoryData<int> Executors { get; } = new(1, 4);

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Shuffle_gives_each_of_six_tasks_exactly_one_sixth(int executors)
    {
        Deliveries<Item> deliveries = await Run("Shuffled", tasks: 6, executors);

        Assert.All(Enumerable.Range(0, 6), task => Assert.Equal(Count / 6, deliveries["Shuffled", task].Count));
        AssertEachOnce(deliveries.All("Shuffled"));
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Shuffle_from_several_producers_gives_each_task_the_same(int executors)
    {
        Deliveries<Item> deliveries = await Run("Shuffled", tasks: 6, executors, producers: 4);

        Assert.All(Enumerable.Range(0, 6), task => Assert.Equal(4 * Count / 6, deliveries["Shuffled", task].Count));
        AssertEachOnce(deliveries.All("Shuffled"), 4 * Count);
    }

    [Theory]
    [InlineData("ByName", 1)]
    [InlineData("ByName", 4)]
    [InlineData("ByBytes", 1)]
    [InlineData("ByBytes", 4)]
    [InlineData("ByNameAndBytes", 1)]
    [InlineData("ByNameAndBytes", 4)]
    public async Task Fields_grouping_sends_equal_content_to_one_task(string bolt, int executors)
    {
        Deliveries<Item> deliveries = await Run(bolt, tasks: 5, executors, producers: 3);

        AssertEachOnce(deliveries.All(bolt), 3 * Count);
        int[] tasks = [.. Enumerable.Range(0, 5).Where(task => deliveries[bolt, task].Count > 0)];
        Assert.True(tasks.Length > 1, "All keys went to one task.");
        for (int key = 0; key < Keys; key++)
        {
            Assert.Single(tasks, task => deliveries[bolt, task].Any(i => i.Number % Keys == key));
        }
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Partial_key_alternates_between_exactly_two_tasks(int executors)
    {
        Deliveries<Item> deliveries = await Run("Partial", tasks: 7, executors, keys: 1);

        int[] tasks = [.. Enumerable.Range(0, 7).Where(task => deliveries["Partial", task].Count > 0)];
        Assert.Equal(2, tasks.Length);
        IEnumerable<long> first = deliveries["Partial", tasks[0]].Select(i => i.Number);
        IEnumerable<long> second = deliveries["Partial", tasks[1]].Select(i => i.Number);
        long begin = Math.Min(first.First(), 1);
        Assert.Equal(Enumerable.Range(0, Count / 2).Select(i => begin + (2L * i)), first);
        Assert.Equal(Enumerable.Range(0, Count / 2).Select(i => 1 - begin + (2L * i)), second);
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Partial_key_gives_each_of_many_keys_no_more_than_two_tasks(int executors)
    {
        Deliveries<Item> deliveries = await Run("Partial", tasks: 7, executors);

        AssertEachOnce(deliveries.All("Partial"));
        for (int key = 0; key < Keys; key++)
        {
            int tasks = Enumerable.Range(0, 7).Count(task => deliveries["Partial", task].Any(i => i.Number % Keys == key));
            Assert.InRange(tasks, 1, 2);
        }
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task All_grouping_reaches_each_task_once(int executors)
    {
        Deliveries<Item> deliveries = await Run("Everyone", tasks: 5, executors);

        Assert.All(Enumerable.Range(0, 5), task => AssertEachOnce(deliveries["Everyone", task]));
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Global_grouping_reaches_the_lowest_task_only(int executors)
    {
        Deliveries<Item> deliveries = await Run("First", tasks: 5, executors, producers: 3);

        AssertEachOnce(deliveries["First", 0], 3 * Count);
        Assert.All(Enumerable.Range(1, 4), task => Assert.Empty(deliveries["First", task]));
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public async Task Custom_grouping_is_obeyed(int executors)
    {
        Deliveries<Item> deliveries = await Run("Chosen", tasks: 5, executors);

        AssertEachOnce(deliveries.All("Chosen"));
        Assert.All(
            Enumerable.Range(0, 5),
            task => Assert.All(deliveries["Chosen", task], item => Assert.Equal(4 - task, item.Number % 5)));
    }

    [Fact]
    public async Task Local_or_shuffle_stays_local_where_every_consumer_has_a_producer_beside_it()
    {
        Deliveries<Item> deliveries = await Run("Local", tasks: 4, executors: 4, producers: 4);

        // Producer p emits the numbers that are p modulo 4.
        Assert.All(
            Enumerable.Range(0, 4),
            task =>
            {
                Assert.Equal(Count, deliveries["Local", task].Count);
                Assert.All(deliveries["Local", task], item => Assert.Equal(task, item.Number % 4));
            });
    }

    [Fact]
    public async Task Local_or_shuffle_spreads_evenly_where_a_consumer_has_no_producer_beside_it()
    {
        Deliveries<Item> deliveries = await Run("Local", tasks: 4, executors: 4, producers: 3);

        Assert.All(Enumerable.Range(0, 4), task => Assert.Equal(3 * Count / 4, deliveries["Local", task].Count));
        AssertEachOnce(deliveries.All("Local"), 3 * Count);
    }

    private static async Task<Deliveries<Item>> Run(string bolt, int tasks, int executors, int producers = 1, int keys = Keys)
    {
        var deliveries = new Deliveries<Item>();
        var options = new EngineOptions { Executors = executors, RingCapacity = 64, Components = { ["Source"] = producers } };
        foreach (string other in Bolts)
        {
            options.Components[other] = other == bolt ? tasks : 0;
        }

        using TestRun run = await TestRun.Complete<GroupingTopology>(options, deliveries, new GroupingTopology.Input(Count, keys));
        return deliveries;
    }

    private static void AssertEachOnce(IEnumerable<Item> items, int count = Count)
        => Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), items.Select(i => i.Number).Order());
}
