using Microsoft.Extensions.DependencyInjection;
using TopoGen.Testing;
using static TopoGen.Simulation.Tests.Words;

namespace TopoGen.Simulation.Tests;

/// <summary>What users test their topologies with.</summary>
public sealed class TopologyTestTests
{
    [Fact]
    public void What_is_fed_is_processed_and_can_be_read_once()
    {
        using TopologyTest test = Test();

        test.Feed<Lines, Line>(new Line("to be or"), new Line("not to be"));

        Assert.Equal(["to", "be", "or", "not", "to", "be"], test.Read<Split, Word>().Select(w => w.Letters));
        Assert.Empty(test.Read<Split, Word>());
        Assert.Equal(2, test.State<Tally, string, long>()["be"]);
        Assert.Equal(4, test.State<Tally, string, long>("total").Count);
        test.Feed<Lines, Line>(new Line("be"));
        Assert.Equal(3, test.State<Tally, string, long>()["be"]);
    }

    [Fact]
    public void Ticks_fire_when_the_test_lets_time_pass_and_not_before()
    {
        using TopologyTest test = Test();
        DateTimeOffset begun = test.Now;
        test.Feed<Lines, Line>(new Line("to be"));

        test.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(test.Read<Tally, Count>());
        test.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal([("be", 1), ("to", 1)], test.Read<Tally, Count>().Select(c => (c.Word, c.Total)).Order());
        Assert.Equal(begun + TimeSpan.FromSeconds(10), test.Now);
        Assert.Equal(test.Now, test.Time.GetUtcNow());
    }

    [Fact]
    public void When_input_is_over_end_hooks_run_and_the_topology_is_over()
    {
        using TopologyTest test = Test();
        test.Feed<Lines, Line>(new Line("to be"));
        test.EndInput<Lines>();
        Assert.False(test.IsOver);

        test.EndInput<Letters>();

        Assert.True(test.IsOver);
        Assert.Equal([("be", 1), ("to", 1)], test.Read<Tally, Count>().Select(c => (c.Word, c.Total)).Order());
    }

    [Fact]
    public void Spouts_that_run_by_themselves_are_run_to_their_end()
    {
        using TopologyTest test = Test(o => o.RunSpouts().Services.AddSingleton<IWorld>(new SmallWorld("to be", "be")));

        test.RunToEnd();

        Assert.Equal(3, test.Read<Split, Word>().Count);
        Assert.Equal(3, test.Read<Explain, Meaning>().Count);
    }

    [Fact]
    public void Direct_streams_are_fed_to_a_task()
    {
        using TopologyTest test = Test();

        test.FeedTask<Letters, Word>(1, new Word("x"));

        Assert.Equal(["", "x", ""], Enumerable.Range(0, 3).Select(task => test.Component<Tally>(task).Last));
    }

    [Fact]
    public void Asynchronous_handlers_wait_in_the_tests_time()
    {
        TopologyTest? made = null;
        var world = new SmallWorld
        {
            Explains = async (word, cancellation) =>
            {
                await Task.Yield();
                await Task.Delay(TimeSpan.FromSeconds(word.Length), made!.Time, cancellation).ConfigureAwait(false);
                return word.ToUpperInvariant();
            },
        };
        using TopologyTest test = made = Test(o => o.Services.AddSingleton<IWorld>(world));
        test.Feed<Lines, Line>(new Line("to be or not"));
        Assert.Empty(test.Read<Explain, Meaning>());

        test.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["TO", "BE", "OR"], test.Read<Explain, Meaning>().Select(m => m.Text));
    }

    [Fact]
    public void Work_on_other_threads_is_waited_for_where_the_test_says_so()
    {
        var answers = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new SmallWorld { Explains = async (_, _) => await Task.Run(() => answers.Task).ConfigureAwait(true) };
        using TopologyTest test = Test(o => o.Services.AddSingleton<IWorld>(world));
        test.Feed<Lines, Line>(new Line("to"));

        answers.SetResult("towards");
        Meaning? meaning = null;
        // Other tests may keep the pool's threads busy for seconds.
        test.WaitFor(() => (meaning = test.Read<Explain, Meaning>().Cast<Meaning?>().FirstOrDefault()) is not null, TimeSpan.FromMinutes(1));

        Assert.Equal("towards", meaning?.Text);
    }

    [Fact]
    public void A_component_that_fails_fails_the_test_unless_that_is_tolerated()
    {
        using TopologyTest strict = Test();
        TopologyTestException failure = Assert.Throws<TopologyTestException>(() => strict.Feed<Lines, Line>(new Line("some poison")));
        Assert.IsType<FormatException>(failure.InnerException);
        Assert.Contains("Split[0].Execute failed on Line { Text = some poison }", failure.Message, StringComparison.Ordinal);
        strict.Feed<Lines, Line>(new Line("food"));

        using TopologyTest tolerant = Test(o => o.ToleratesFailures = true);
        tolerant.Feed<Lines, Line>(new Line("poison"), new Line("food"));
        Assert.Single(tolerant.Failures);
        Assert.Equal("food", Assert.Single(tolerant.Read<Split, Word>()).Letters);
    }

    [Fact]
    public void Equal_seeds_give_equal_runs_and_others_other_orders()
    {
        string[] orders = [.. Enumerable.Range(1, 20).Select(seed => Order((ulong)seed))];

        Assert.Equal(orders, Enumerable.Range(1, 20).Select(seed => Order((ulong)seed)));
        Assert.NotEqual(1, orders.Distinct().Count());

        static string Order(ulong seed)
        {
            using TopologyTest test = Test(o =>
            {
                o.Seed = seed;
                o.Engine.Executors = 4;
            });
            test.Feed<Lines, Line>(new Line("a b c d e f"), new Line("g h i j k l"));
            test.Advance(TimeSpan.FromSeconds(10));
            return string.Concat(test.Read<Tally, Count>().Select(c => c.Word));
        }
    }

    [Fact]
    public void A_topology_without_kept_state_begins_anew_after_a_crash_behind_what_was_fed()
    {
        using TopologyTest test = Test();
        test.Feed<Lines, Line>(new Line("to be"));
        test.Crash();
        Assert.Throws<InvalidOperationException>(() => test.State<Tally, string, long>());

        test.Restart();

        Assert.Empty(test.State<Tally, string, long>());
        test.Feed<Lines, Line>(new Line("be"));
        Assert.Equal(1, test.State<Tally, string, long>()["be"]);
    }

    [Fact]
    public void A_topology_that_keeps_its_state_goes_on_from_its_last_epoch_after_a_crash()
    {
        using TopologyTest test = TopologyTest.Of<Ledger>();
        test.Feed<Ledger.Payments, Ledger.Payment>(new Ledger.Payment("a", 5), new Ledger.Payment("b", 7));
        test.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(1, test.Epoch);
        test.Feed<Ledger.Payments, Ledger.Payment>(new Ledger.Payment("a", 10));
        Assert.Equal(15, test.State<Ledger.Accounts, string, long>()["a"]);
        test.Read<Ledger.Accounts, Ledger.Balance>();

        test.Crash();
        test.Restart();

        Assert.Equal([("a", 15)], test.Read<Ledger.Accounts, Ledger.Balance>().Select(b => (b.Account, b.Total)));
        Assert.Equal(7, test.State<Ledger.Accounts, string, long>()["b"]);
        test.EndInput();
        Assert.True(test.IsOver);
    }

    [Fact]
    public void Positions_of_spouts_that_run_by_themselves_are_kept_too()
    {
        using TopologyTest test = TopologyTest.Of<Ledger>(o => o.RunSpout<Ledger.Payments>());
        test.Advance(TimeSpan.FromMilliseconds(500));
        test.Crash();
        test.Restart();

        test.RunToEnd();

        Assert.Equal(5050, test.Read<Ledger.Accounts, Ledger.Balance>()[^1].Total);
    }

    [Fact]
    public void What_fails_can_be_read_where_the_topology_has_a_reader()
    {
        using TopologyTest test = TopologyTest.Of<Ledger>(o => o.ToleratesFailures = true);

        test.Feed<Ledger.Payments, Ledger.Payment>(new Ledger.Payment("a", 5), new Ledger.Payment("a", 0), new Ledger.Payment("a", 1));

        FailedTuple failed = Assert.Single(test.Read<Ledger.Accounts, FailedTuple>());
        Assert.Equal(
            ("Accounts", "Execute", "Payments", "default", "Payment { Account = a, Amount = 0 }", 1),
            (failed.Component, failed.Handler, failed.Source, failed.Stream, failed.Tuple, failed.Failures));
        Assert.StartsWith("ArgumentOutOfRangeException: Nothing was paid.", failed.Error, StringComparison.Ordinal);
        Assert.Equal(6, test.State<Ledger.Accounts, string, long>()["a"]);

        // What the call had emitted before it threw was never sent.
        Assert.Equal([new Ledger.Balance("a", 5), new Ledger.Balance("a", 6)], test.Read<Ledger.Accounts, Ledger.Balance>());
        Assert.Equal(1, test.State<Ledger.Refusals, string, long>()["Payment { Account = a, Amount = 0 }"]);
        AssertSays("'Refuse' emits no FailedTuple; it emits Refusal", () => test.Read<Ledger.Refuse, FailedTuple>());
    }

    [Fact]
    public void What_fails_is_told_once_whatever_crashes()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new Random((int)seed);
            using TopologyTest test = TopologyTest.Of<Ledger>(o =>
            {
                o.ToleratesFailures = true;
                o.Seed = seed;
                o.Engine.Executors = random.Next(1, 5);
                o.Engine.EpochInterval = TimeSpan.FromMilliseconds(100);
            });
            long paid = 0;
            int refused = 0;
            for (int step = 0; step < 60; step++)
            {
                int amount = random.Next(-3, 10);
                test.Feed<Ledger.Payments, Ledger.Payment>(new Ledger.Payment("a", amount <= 0 ? -step : amount));
                paid += Math.Max(amount, 0);
                refused += amount <= 0 ? 1 : 0;
                test.Advance(TimeSpan.FromMilliseconds(random.Next(0, 60)));
                if (random.Next(15) == 0)
                {
                    test.Crash();
                    test.Restart();
                }
            }

            IReadOnlyDictionary<string, long> refusals = test.State<Ledger.Refusals, string, long>();
            Assert.Equal((seed, paid, refused), (seed, test.State<Ledger.Accounts, string, long>()["a"], refusals.Count));
            Assert.All(refusals.Values, times => Assert.Equal((seed, 1), (seed, times)));
            test.EndInput();
            Assert.True(test.IsOver);
        }
    }

    [Fact]
    public void Mistakes_are_told_with_what_there_is_instead()
    {
        using TopologyTest test = Test(o => o.RunSpout<Letters>());

        AssertSays(
            "Topology 'words' has no component 'Payments' (it has Explain, Letters, Lines, Split, Tally)",
            () => test.Feed<Ledger.Payments, Ledger.Payment>());
        AssertSays("'Split' is a bolt, which takes what others emit; feed a spout: Letters, Lines.", () => test.Feed<Split, Word>());
        AssertSays("'Lines' emits no Word; it emits Line", () => test.Feed<Lines, Word>());
        AssertSays("'Lines' emits no Line on stream 'defualt'; it emits Line; did you mean 'default'?", () => test.FeedStream<Lines, Line>("defualt"));
        AssertSays(
            "Spout 'Letters' runs by itself; to feed it, leave RunSpout<Letters>() and RunSpouts() out of the options.",
            () => test.FeedTask<Letters, Word>(0));
        AssertSays("'Explain' emits no Count; it emits Meaning", () => test.Read<Explain, Count>());
        AssertSays("'Tally' has no state of Int32 by String; it has total: long by string", () => test.State<Tally, string, int>());
        AssertSays(
            "'Tally' has no state 'totals' of Int64 by String; it has total: long by string; did you mean 'total'?",
            () => test.State<Tally, string, long>("totals"));
        AssertSays("'Tally' has no task 3; it has 3 tasks, from 0.", () => test.Component<Tally>(3));
        AssertSays(
            "The topology did not come to its end in 1m: the input of Lines is not over; call EndInput.",
            () => test.RunToEnd(TimeSpan.FromMinutes(1)));
        AssertSays(
            "'Tally' is a bolt, which takes what others emit; feed a spout: Letters, Lines.",
            () => Test(o => o.RunSpout<Tally>()));
        using TopologyTest direct = Test();
        AssertSays("Stream 'default' of 'Letters' is direct; say which task receives with FeedTask.", () => direct.Feed<Letters, Word>());
    }

    private static void AssertSays(string message, Action mistake)
        => Assert.Equal(message, Assert.Throws<TopologyTestException>(mistake).Message);

    private static TopologyTest Test(Action<TopologyTestOptions>? configure = null)
        => TopologyTest.Of<Words>(options =>
        {
            options.Services.AddSingleton<IWorld>(new SmallWorld());
            configure?.Invoke(options);
        });
}
