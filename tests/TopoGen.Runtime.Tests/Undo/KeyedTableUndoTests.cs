using TopoGen.Runtime.Tests.State;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>A table under nested calls of which some throw, against dictionaries that are put back.</summary>
public sealed class KeyedTableUndoTests(ITestOutputHelper output)
{
    private readonly Journal _journal = new();

    [Theory]
    [InlineData(Recovery.Checkpoint)]
    [InlineData(Recovery.None)]
    public void Calls_that_throw_leave_a_table_and_its_captures_as_they_were(Recovery recovery)
    {
        int first = Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        for (int seed = first; seed < first + 300; seed++)
        {
            var random = new Random(seed);
            var task = new KeptTask(withLists: false, recovery: recovery);
            TaskState state = task.State();
            state.Attach(_journal);
            var copy = new KeptTask(withLists: false);
            TaskState copied = copy.State();
            var model = new Dictionary<string, long>();
            for (int round = 0; round < 20; round++)
            {
                for (int call = 0; call < 20; call++)
                {
                    model = Call(random, task.Totals, model, depth: 0);
                }

                Assert.Equal((seed, Text(model)), (seed, Text(task.Content())));
                using TaskCapture capture = state.Capture(new HashSet<int>());
                foreach (CapturedGroup group in capture.Groups)
                {
                    copied.LoadGroup(group.Group, group.Content.Span);
                }

                Assert.Equal((seed, recovery == Recovery.None ? "" : Text(model)), (seed, Text(copy.Content())));
            }
        }
    }

    [Fact]
    public void Outside_of_calls_nothing_is_kept()
    {
        var task = new KeptTask(withLists: false);
        task.State().Attach(_journal);
        task.Totals.GetOrAdd("a") = 1;

        long outer = _journal.Begin();
        task.Totals.GetOrAdd("a") = 2;
        _journal.Undo();
        _journal.End(outer);

        Assert.Equal(1, task.Totals.GetOrAdd("a"));
    }

    [Fact]
    public void Key_that_was_due_to_be_forgotten_is_not_brought_back()
    {
        var task = new KeptTask(withLists: false, timeToLive: TimeSpan.FromHours(1));
        task.State().Attach(_journal);
        var states = (IExpiringState)task.Totals;
        var time = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        states.Advance(time);
        for (int key = 0; key < 1000; key++)
        {
            task.Totals.GetOrAdd($"{key}") = 1;
        }

        states.Advance(time += TimeSpan.FromMinutes(65));
        string expired = Enumerable.Range(0, 1000).Select(key => $"{key}").First(key => !task.Totals.TryGet(key, out _));
        long outer = _journal.Begin();
        Assert.Equal(0, task.Totals.GetOrAdd(expired)++);
        _journal.Undo();
        _journal.End(outer);

        Assert.False(task.Totals.TryGet(expired, out _));
    }

    /// <returns>What the table must hold after the call.</returns>
    private Dictionary<string, long> Call(Random random, KeyedTable<string, long, TextKey> table, Dictionary<string, long> before, int depth)
    {
        var model = new Dictionary<string, long>(before);
        long outer = _journal.Begin();
        int steps = random.Next(6);
        for (int step = 0; step < steps; step++)
        {
            string key = $"key {random.Next(60)}";
            switch (random.Next(8))
            {
                case < 4:
                    long change = random.Next();
                    table.GetOrAdd(key) += change;
                    model[key] = model.GetValueOrDefault(key) + change;
                    break;
                case 4:
                    Assert.Equal(model.Remove(key), table.Remove(key));
                    break;
                case 5:
                    Walk(random, table, model);
                    break;
                default:
                    model = depth < 3 ? Call(random, table, model, depth + 1) : model;
                    break;
            }
        }

        bool throws = random.Next(3) == 0;
        if (throws)
        {
            _journal.Undo();
        }

        _journal.End(outer);
        return throws ? before : model;
    }

    private static void Walk(Random random, KeyedTable<string, long, TextKey> table, Dictionary<string, long> model)
    {
        foreach (KeyedState<string, long>.Entry entry in table)
        {
            switch (random.Next(20))
            {
                case 0:
                    entry.Value = random.Next();
                    model[entry.Key] = entry.Value;
                    break;
                case 1:
                    Assert.True(model.Remove(entry.Key) && table.Remove(entry.Key));
                    break;
            }
        }
    }

    private static string Text<T>(IEnumerable<KeyValuePair<string, T>> content)
        => string.Join(", ", content.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));
}
