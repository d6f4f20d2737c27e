using Microsoft.Extensions.Time.Testing;

namespace TopoGen.Runtime.Tests.State;

/// <summary>Keys with a time to live, on a clock that stands still until it is moved.</summary>
public sealed class ForgettingTests
{
    private static readonly HashSet<int> None = [];
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(64);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_key_lives_as_long_as_it_is_accessed_and_no_shorter_than_was_said()
    {
        KeptTask task = Task();
        task.Totals.GetOrAdd("once") = 1;
        task.Totals.GetOrAdd("again") = 2;

        Advance(task, Life);
        Assert.True(task.Totals.TryGet("once", out _));
        task.Totals.GetOrAdd("again")++;
        Advance(task, Tick * 2);

        Assert.False(task.Totals.TryGet("once", out _));
        Assert.Equal(["again=3"], Walk(task));
        Advance(task, Life);
        Assert.Empty(Walk(task));
    }

    [Fact]
    public void An_expired_key_begins_anew_also_before_it_was_swept()
    {
        KeptTask task = Task();
        TaskState state = task.State(time: _time);
        for (int i = 0; i < 1_000; i++)
        {
            task.Totals.GetOrAdd($"key {i}") = 1;
        }

        state.Capture(None).Dispose();
        Advance(task, Life);
        Advance(task, Tick);
        Assert.NotEqual(0, task.Totals.Count);
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(0, task.Totals.GetOrAdd($"key {i}")++);
        }

        using TaskCapture capture = state.Capture(None);
        Assert.Equal(1_000, new Chains().Add(capture) - Removed(capture));
    }

    /// <summary>A standby sweeps by its own clock what was accessed elsewhere meanwhile, and hears of that only then.</summary>
    [Fact]
    public void A_key_that_was_swept_and_is_loaded_again_is_not_removed_by_the_next_capture()
    {
        KeptTask active = Task();
        TaskState state = active.State(time: _time);
        KeptTask standby = Task();
        TaskState follower = standby.State(time: _time);
        var chains = new Chains();
        active.Totals.GetOrAdd("key") = 1;
        Follow();
        for (int i = 0; i < 4; i++)
        {
            Advance(active, Life / 2);
            active.Totals.GetOrAdd("key")++;
        }

        Follow();
        chains.Add(follower.Capture(None));

        Assert.Equal(["key=5"], Walk(standby));
        Assert.Equal(["key=5"], Walk(Restored(chains, Life)));

        void Follow()
        {
            TaskCapture capture = state.Capture(None);
            foreach (CapturedGroup group in capture.Groups)
            {
                follower.LoadGroup(group.Group, group.Content.Span);
            }

            chains.Add(capture);
        }
    }

    [Fact]
    public void All_of_a_table_is_swept_within_a_time_to_live()
    {
        KeptTask task = Task();
        for (int i = 0; i < 5_000; i++)
        {
            task.Totals.GetOrAdd($"key {i}") = 1;
        }

        for (TimeSpan passed = TimeSpan.Zero; passed <= 2 * Life; passed += Tick)
        {
            Advance(task, Tick);
        }

        Assert.Equal(0, task.Totals.Count);
    }

    [Fact]
    public void A_clock_that_stood_still_for_long_forgets_all()
    {
        KeptTask task = Task();
        task.Totals.GetOrAdd("a") = 1;

        // As many ticks as 16 bits count: the age alone would be zero again.
        Advance(task, Tick * 65_536);

        Assert.Equal(0, task.Totals.Count);
    }

    [Fact]
    public void A_forgotten_key_is_removed_where_it_was_saved()
    {
        KeptTask task = Task();
        TaskState state = task.State(time: _time);
        task.Totals.GetOrAdd("a") = 1;
        var chains = new Chains();
        chains.Add(state.Capture(None));
        Advance(task, 3 * Life);
        Assert.Equal(1, chains.Add(state.Capture(None)));

        Assert.Empty(Restored(chains, Life).Content());
    }

    [Fact]
    public void The_time_of_the_last_access_survives()
    {
        KeptTask task = Task();
        TaskState state = task.State(time: _time);
        task.Totals.GetOrAdd("old") = 1;
        Advance(task, Life / 2);
        task.Totals.GetOrAdd("new") = 2;
        var chains = new Chains();
        chains.Add(state.Capture(None));

        _time.Advance((Life / 2) + (Tick * 2));
        Assert.Equal(["new=2"], Walk(Restored(chains, Life)));

        // A version that forgets sooner, one that forgets later, and one that never does.
        Assert.Empty(Walk(Restored(chains, Life / 4)));
        Assert.Equal(2, Walk(Restored(chains, Life * 10)).Length);
        Assert.Equal(2, Walk(Restored(chains, TimeSpan.Zero)).Length);
        _time.Advance(3650 * TimeSpan.FromDays(1));
        Assert.Empty(Walk(Restored(chains, Life)));
    }

    [Fact]
    public void What_is_expired_when_it_is_loaded_is_removed_from_the_store_in_time()
    {
        KeptTask task = Task();
        TaskState state = task.State(time: _time);
        task.Totals.GetOrAdd("a") = 1;
        var chains = new Chains();
        chains.Add(state.Capture(None));
        _time.Advance(10 * Life);
        var restored = new KeptTask(timeToLive: Life);
        TaskState restoredState = restored.State(time: _time);
        chains.Load(restoredState);

        for (TimeSpan passed = TimeSpan.Zero; passed <= Life; passed += Tick)
        {
            Advance(restored, Tick);
        }

        Assert.Equal(1, chains.Add(restoredState.Capture(None)));
        Assert.Equal(0, restored.Totals.Count);
    }

    [Fact]
    public void States_that_never_forgot_begin_to_when_they_are_loaded()
    {
        var task = new KeptTask();
        TaskState state = task.State();
        task.Totals.GetOrAdd("a") = 1;
        var chains = new Chains();
        chains.Add(state.Capture(None));

        KeptTask restored = Restored(chains, Life);
        Advance(restored, Life);
        Assert.Equal(["a=1"], Walk(restored));
        Advance(restored, Tick * 2);
        Assert.Empty(Walk(restored));
    }

    [Fact]
    public void Behaves_like_a_dictionary_with_times_under_random_operations()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        KeptTask task = Task();
        TaskState state = task.State(time: _time);
        var chains = new Chains();
        var model = new Dictionary<string, (long Value, DateTimeOffset Accessed)>(StringComparer.Ordinal);
        for (int step = 0; step < 20_000; step++)
        {
            string key = $"key {random.Next(3_000)}";
            DateTimeOffset now = _time.GetUtcNow();
            switch (random.Next(100))
            {
                case < 90:
                    bool lives = model.TryGetValue(key, out var entry) && now - entry.Accessed <= Life;
                    Assert.True(++task.Totals.GetOrAdd(key) == (lives ? entry.Value : 0) + 1, $"seed {seed}, step {step}");
                    model[key] = ((lives ? entry.Value : 0) + 1, now);
                    break;
                case < 95:
                    bool removed = task.Totals.Remove(key);
                    Assert.True(removed == (model.Remove(key, out var gone) && now - gone.Accessed <= Life), $"seed {seed}, step {step}");
                    break;
                case < 97:
                    Advance(task, Tick * random.Next(random.Next(20) == 0 ? 100 : 4));
                    break;
                default:
                    chains.Add(state.Capture(None));
                    if (random.Next(20) == 0)
                    {
                        task = Restored(chains, Life);
                        state = task.State(time: _time);
                        chains.Add(state.Capture(new HashSet<int>(Enumerable.Range(0, KeptTask.KeyGroups))));
                    }

                    break;
            }
        }

        string[] expected = [.. model.Where(e => _time.GetUtcNow() - e.Value.Accessed <= Life).Select(e => $"{e.Key}={e.Value.Value}").Order(StringComparer.Ordinal)];
        string[] walked = Walk(task);
        Assert.True(expected.SequenceEqual(walked), $"seed {seed}: {string.Join(", ", expected.Except(walked))} / {string.Join(", ", walked.Except(expected))}");
    }

    private KeptTask Task()
    {
        var task = new KeptTask(timeToLive: Life);
        Advance(task, TimeSpan.Zero);
        return task;
    }

    private KeptTask Restored(Chains chains, TimeSpan timeToLive)
    {
        var restored = new KeptTask(timeToLive: timeToLive);
        chains.Load(restored.State(time: _time));
        return restored;
    }

    private void Advance(KeptTask task, TimeSpan time)
    {
        _time.Advance(time);
        Assert.Single(task.ExpiringStates).Advance(_time.GetUtcNow());
    }

    private static int Removed(TaskCapture capture) => capture.Groups.Sum(g => g.Count) - 1_000;

    private static string[] Walk(KeptTask task) => [.. task.Content().Select(e => $"{e.Key}={e.Value}").Order(StringComparer.Ordinal)];
}
