namespace TopoGen.Runtime.Tests.State;

public sealed class TaskStateTests
{
    private static readonly HashSet<int> None = [];
    private static readonly HashSet<int> All = [.. Enumerable.Range(0, KeptTask.KeyGroups)];

    [Theory]
    [InlineData(3, 1)]
    [InlineData(40, 16)]
    [InlineData(2_000, 16)]
    [InlineData(2_000, 256)]
    public void Captures_in_a_row_make_the_tables_again_whatever_was_done(int distinctKeys, int keyGroups)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var task = new KeptTask();
        TaskState state = task.State(keyGroups);
        var chains = new Chains();
        var model = new TableModel(random, distinctKeys);
        for (int round = 0; round < 120; round++)
        {
            int steps = random.Next(300);
            for (int step = 0; step < steps; step++)
            {
                model.Step(task);
            }

            task.Count = round;
            task.Name = random.Next(2) == 0 ? null : $"round {round}";
            HashSet<int> full = random.Next(4) == 0 ? [.. Enumerable.Range(0, keyGroups).Where(_ => random.Next(2) == 0)] : [];
            chains.Add(state.Capture(full));

            var restored = new KeptTask();
            TaskState restoredState = restored.State(keyGroups);
            chains.Load(restoredState);
            Assert.True(restoredState.Capture(None).Groups.Count == 0, $"seed {seed}, round {round}: what was loaded counts as changed");
            Assert.True(model.Content().SequenceEqual(restored.Content()), $"seed {seed}, round {round}");
            Assert.Equal((task.Count, task.Name), (restored.Count, restored.Name));
            if (random.Next(5) == 0)
            {
                // Go on from what was restored, and bring what is restored back once more.
                chains.Load(restoredState);
                (task, state) = (restored, restoredState);
                Assert.True(state.Capture(None).Groups.Count == 0, $"seed {seed}, round {round}: what was loaded twice counts as changed");
            }
        }
    }

    [Fact]
    public void A_survivor_that_goes_back_forgets_what_came_after()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("kept") = 1;
        task.Totals.GetOrAdd("changed") = 2;
        task.Totals.GetOrAdd("removed") = 3;
        var chains = new Chains();
        chains.Add(state.Capture(All));
        task.Totals.GetOrAdd("changed") = 20;
        task.Totals.GetOrAdd("new") = 4;
        task.Totals.Remove("removed");

        chains.Load(state);

        Assert.Equal("changed=2, kept=1, removed=3", Text(task));
        Assert.Equal(0, chains.Add(state.Capture(None)));
    }

    [Fact]
    public void Only_what_was_changed_is_captured()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        for (int i = 0; i < 10_000; i++)
        {
            task.Totals.GetOrAdd($"key {i}") = i;
        }

        var chains = new Chains();
        Assert.Equal(10_000, chains.Add(state.Capture(None)));
        Assert.Equal(0, chains.Add(state.Capture(None)));
        task.Totals.GetOrAdd("key 7")++;
        task.Totals.GetOrAdd("key 7")++;
        task.Totals.Remove("key 8");
        task.Lists.GetOrAdd(5).Add("a");
        Assert.Equal(3, chains.Add(state.Capture(None)));
    }

    [Fact]
    public void A_key_that_was_never_saved_is_gone_without_a_trace()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        task.Totals.Remove("a");
        using (TaskCapture first = state.Capture(None))
        {
            Assert.Empty(first.Groups);
        }

        task.Totals.GetOrAdd("a") = 1;
        state.Capture(None).Dispose();
        task.Totals.Remove("a");
        task.Totals.GetOrAdd("a") = 2;
        task.Totals.Remove("a");
        using TaskCapture second = state.Capture(None);
        Assert.Equal(1, Assert.Single(second.Groups).Count);
    }

    [Fact]
    public void A_full_group_is_captured_also_where_it_has_become_empty()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        var chains = new Chains();
        chains.Add(state.Capture(None));
        task.Totals.Remove("a");
        using TaskCapture capture = state.Capture(All);

        Assert.Equal(KeptTask.KeyGroups, capture.Groups.Count);
        Assert.All(capture.Groups, group => Assert.Equal((true, 0), (group.IsFull, group.Count)));
        chains.Add(capture);
        var restored = new KeptTask();
        chains.Load(restored.State());
        Assert.Empty(restored.Content());
    }

    [Fact]
    public void Walking_to_read_changes_nothing_and_a_place_or_an_object_handed_out_does()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        task.Lists.GetOrAdd(1).Add("x");
        state.Capture(None).Dispose();

        foreach ((string _, long _) in task.Totals)
        {
        }

        Assert.True(task.Totals.TryGet("a", out _));
        Assert.Empty(state.Capture(None).Groups);

        foreach (KeyedState<string, long>.Entry entry in task.Totals)
        {
            entry.Value++;
        }

        Assert.Equal(1, Assert.Single(state.Capture(None).Groups).Count);
        Assert.True(task.Lists.TryGet(1, out List<string>? list));
        list.Add("y");
        Assert.Equal(1, Assert.Single(state.Capture(None).Groups).Count);
    }

    [Fact]
    public void Tables_that_are_gone_are_skipped_and_new_ones_are_empty()
    {
        var both = new KeptTask();
        TaskState bothState = both.State();
        both.Totals.GetOrAdd("a") = 1;
        both.Lists.GetOrAdd(1).Add("x");
        var chains = new Chains();
        chains.Add(bothState.Capture(None));

        var one = new KeptTask(withLists: false);
        TaskState oneState = one.State();
        chains.Load(oneState);
        Assert.Equal("a=1", Text(one));

        one.Totals.GetOrAdd("a")++;
        var later = new Chains();
        later.Add(oneState.Capture(All));
        var again = new KeptTask();
        later.Load(again.State());
        Assert.Equal("a=2", Text(again));
    }

    [Fact]
    public void What_a_task_keeps_is_told_by_its_definition()
    {
        TaskState state = new KeptTask().State();

        Assert.False(state.IsEmpty);
        Assert.Equal(
            ["count: long", "lists: List<string> by int", "name: string", "totals: long by string"],
            state.Layouts.Select(layout => $"{layout.State}: {layout.Text}"));
        Assert.Equal(2, state.Capture(None).Fields?.Count);
    }

    [Fact]
    public void State_that_is_in_memory_only_is_neither_followed_nor_captured()
    {
        var task = new KeptTask(recovery: Recovery.None);
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        task.Count = 2;

        using TaskCapture capture = state.Capture(None);
        Assert.True(state.IsEmpty);
        Assert.Empty(state.Layouts);
        Assert.Empty(capture.Groups);
        Assert.Null(capture.Fields);
        Assert.Equal("a=1", Text(task));
    }

    [Fact]
    public void Large_captures_are_spread_over_several_buffers()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        for (int i = 0; i < 5_000; i++)
        {
            task.Lists.GetOrAdd(i).Add(new string('x', 2_000));
        }

        var chains = new Chains();
        using (TaskCapture capture = state.Capture(None))
        {
            Assert.Equal(KeptTask.KeyGroups, capture.Groups.Count);
            chains.Add(capture);
        }

        var restored = new KeptTask();
        chains.Load(restored.State());
        Assert.Equal(5_000, restored.Lists.Count);
        Assert.All(restored.Content().Values, value => Assert.Equal(2_000, value.Length));
    }

    [Fact]
    public void Nothing_is_allocated_per_key_that_is_captured()
    {
        const int Changed = 20_000;
        var task = new KeptTask();
        TaskState state = task.State();
        string[] keys = [.. Enumerable.Range(0, 100_000).Select(i => $"key {i}")];
        foreach (string key in keys)
        {
            task.Totals.GetOrAdd(key)++;
        }

        for (int warmUp = 0; warmUp < 5; warmUp++)
        {
            Capture();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Capture();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < Changed, $"{allocated} bytes for {Changed} keys");

        void Capture()
        {
            foreach (string key in keys.AsSpan(0, Changed))
            {
                task.Totals.GetOrAdd(key)++;
            }

            using TaskCapture capture = state.Capture(None);
            Assert.True(capture.Groups.Sum(g => g.Count) >= Changed);
        }
    }

    private static string Text(KeptTask task) => string.Join(", ", task.Content().Select(e => $"{e.Key}={e.Value}"));
}
