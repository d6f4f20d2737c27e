using System.Diagnostics;

namespace TopoGen.Runtime.Tests.Engine;

public class ExecutorSleepTests
{
    private const int Each = 20_000;

    /// <summary>One who brings work waits until it is done, so that nobody else's call makes up for one that is lost.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 20)]
    [InlineData(3, 0)]
    [InlineData(3, 20)]
    public void No_work_is_forgotten_and_two_threads_never_run_at_once(int people, int spinMicroseconds)
    {
        var sleep = Sleep(spinMicroseconds);
        int seed = Random.Shared.Next();
        int waiting = 0;
        int handled = 0;
        int running = 0;
        int overlaps = 0;
        Thread[] bringers = [.. Enumerable.Range(0, people).Select(i => new Thread(() => Bring(new Random(seed + i))) { IsBackground = true })];
        var sleeper = new Thread(Work) { IsBackground = true };
        sleeper.Start();
        Array.ForEach(bringers, static b => b.Start());

        Deadline.Until(() => Volatile.Read(ref handled) == people * Each, $"all is handled, seed {seed}");

        Assert.Equal(0, overlaps);

        // Whoever visited last may have left it asleep.
        Array.ForEach(bringers, static b => b.Join());
        sleep.Wake();
        Assert.True(sleeper.Join(Deadline.Limit));

        void Bring(Random random)
        {
            for (int i = 0; i < Each; i++)
            {
                Interlocked.Increment(ref waiting);
                if (random.Next(3) == 0 || !sleep.TryVisit())
                {
                    sleep.Wake();
                }
                else
                {
                    // Sometimes it leaves something.
                    sleep.EndVisit(isDone: Handle(random.Next(3)) == 0);
                }

                Thread.SpinWait(random.Next(200));
                var spinner = default(SpinWait);
                while (people == 1 && Volatile.Read(ref waiting) > 0)
                {
                    spinner.SpinOnce(sleep1Threshold: -1);
                }
            }
        }

        void Work()
        {
            while (Volatile.Read(ref handled) < people * Each)
            {
                if (Handle(int.MaxValue) >= 0 && Volatile.Read(ref handled) < people * Each)
                {
                    sleep.Doze();
                    if (Volatile.Read(ref waiting) > 0)
                    {
                        sleep.Stay();
                    }
                    else
                    {
                        sleep.Sleep(long.MaxValue, looksOn: true);
                    }
                }
            }
        }

        // What is left afterwards.
        int Handle(int most)
        {
            if (Interlocked.Increment(ref running) != 1)
            {
                Interlocked.Increment(ref overlaps);
            }

            for (; most > 0 && Volatile.Read(ref waiting) > 0; most--)
            {
                Interlocked.Decrement(ref waiting);
                handled++;
            }

            Interlocked.Decrement(ref running);
            return Volatile.Read(ref waiting);
        }
    }

    [Fact]
    public void It_ends_by_itself_when_its_time_has_come()
    {
        var sleep = Sleep(spinMicroseconds: 0);
        long wakesAt = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
        sleep.Doze();
        sleep.Sleep(wakesAt, looksOn: false);
        Assert.True(Stopwatch.GetTimestamp() >= wakesAt);
        Assert.False(sleep.TryVisit());
    }

    [Fact]
    public void Its_end_waits_for_a_visitor()
    {
        var sleep = Sleep(spinMicroseconds: 0);
        bool isOver = false;
        var sleeper = new Thread(() =>
        {
            sleep.Doze();
            sleep.Sleep(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10), looksOn: false);
            Volatile.Write(ref isOver, true);
        });
        sleeper.Start();
        Deadline.Until(sleep.TryVisit, "it sleeps");
        Deadline.Until(() => sleep.WakesAt == long.MaxValue, "its time has come");
        Assert.True(sleep.IsVisited);
        Assert.False(Volatile.Read(ref isOver));

        sleep.EndVisit(isDone: true);

        Assert.True(sleeper.Join(Deadline.Limit));
        Assert.False(sleep.IsVisited);
    }

    [Fact]
    public void Visitor_that_has_done_everything_lets_it_sleep_on()
    {
        var sleep = Sleep(spinMicroseconds: 0);
        var sleeper = new Thread(() =>
        {
            sleep.Doze();
            sleep.Sleep(long.MaxValue, looksOn: false);
        });
        sleeper.Start();
        Deadline.Until(sleep.TryVisit, "it sleeps");
        sleep.EndVisit(isDone: true);
        Deadline.Until(sleep.TryVisit, "it sleeps on");
        sleep.Wake();
        sleep.EndVisit(isDone: true);
        Assert.True(sleeper.Join(Deadline.Limit));
    }

    private static ExecutorSleep Sleep(int spinMicroseconds)
        => new(new AdaptiveSpin(Stopwatch.Frequency / 1_000_000 * spinMicroseconds, isConstant: true), yields: true, TimeProvider.System);
}
