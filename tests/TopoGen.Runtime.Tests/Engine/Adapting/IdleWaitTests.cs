using Microsoft.Extensions.Time.Testing;

namespace TopoGen.Runtime.Tests.Engine.Adapting;

/// <summary>A spout is left alone for as long as says the clock, which stands still but for what these tests let pass.</summary>
public class IdleWaitTests
{
    private static readonly TimeSpan Spin = TimeSpan.FromMicroseconds(80);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Spout_that_had_something_is_asked_over_and_over_and_then_after_1_2_and_4_ms()
    {
        IdleWait wait = Create();
        AssertAsked(wait, times: 80);
        foreach (double milliseconds in (double[])[2, 4, 4])
        {
            wait.Lengthen();
            Assert.Equal(1000 * milliseconds, WaitOver(wait));
        }

        wait.Came(1);
        Assert.True(wait.IsOver);
        wait.Lengthen();
        Assert.Equal(1, WaitOver(wait));
    }

    [Fact]
    public void Where_tuples_mostly_come_later_it_is_asked_in_vain_for_an_eighth_of_the_time()
    {
        IdleWait wait = Create();
        for (int i = 0; i < 4; i++)
        {
            wait.Lengthen();
            _clock.Advance(TimeSpan.FromMilliseconds(2));
            wait.Came(1);
        }

        AssertAsked(wait, times: 10);
    }

    [Fact]
    public void Spout_is_asked_at_once_and_then_over_and_over_where_its_executor_has_handled_something()
    {
        IdleWait wait = Create();
        AssertAsked(wait, times: 80);
        wait.Restart();
        Assert.True(wait.IsOver);
        AssertAsked(wait, times: 80);
    }

    [Fact]
    public void Spout_that_was_asked_in_vain_again_and_again_is_asked_for_an_eighth_of_the_time()
    {
        IdleWait wait = Create();
        for (int i = 0; i < 4; i++)
        {
            AssertAsked(wait, times: 80);
            wait.Restart();
        }

        AssertAsked(wait, times: 10);
    }

    [Fact]
    public void Spout_that_was_asked_in_vain_again_and_again_is_asked_at_once_now_and_then_until_it_has_something()
    {
        IdleWait wait = Create();
        for (int i = 0; i < 4; i++)
        {
            wait.Lengthen();
            wait.Restart();
        }

        wait.Lengthen();
        foreach (int _ in (int[])[1, 2])
        {
            for (int handled = 0; handled < 15; handled++)
            {
                wait.Lengthen();
                wait.Restart();
                Assert.False(wait.IsOver);
            }

            wait.Restart();
            Assert.True(wait.IsOver);
        }

        // Each of these came at once: it pays again.
        for (int i = 0; i < 5; i++)
        {
            wait.Came(1);
            wait.Lengthen();
        }

        wait.Restart();
        Assert.True(wait.IsOver);
    }

    [Fact]
    public void Spout_that_failed_is_left_alone_whatever_its_executor_handles()
    {
        IdleWait wait = Create();
        wait.Lengthen();
        wait.BackOff();
        wait.Restart();
        Assert.Equal(1000, WaitOver(wait));
    }

    [Fact]
    public void Many_tuples_that_came_during_one_wait_came_soon()
    {
        IdleWait wait = Create();
        for (int i = 0; i < 100; i++)
        {
            wait.Lengthen();
            _clock.Advance(TimeSpan.FromMilliseconds(2));
            wait.Came(1);
        }

        for (int i = 0; i < 5; i++)
        {
            AssertAsked(wait, times: 10);
            wait.Came(100);
        }

        AssertAsked(wait, times: 80);
    }

    [Fact]
    public void Spout_that_failed_is_left_alone()
    {
        IdleWait wait = Create();
        wait.BackOff();
        Assert.Equal(1000, WaitOver(wait));
        wait.BackOff();
        Assert.Equal(2000, WaitOver(wait));
    }

    private IdleWait Create() => new(_clock, new AdaptiveSpin(Ticks(Spin), isConstant: false), TimeSpan.FromMilliseconds(4));

    /// <summary>Microsecond after microsecond for so many times, and then not for a while.</summary>
    private void AssertAsked(IdleWait wait, int times)
    {
        for (int i = 0; i < times; i++)
        {
            wait.Lengthen();
            Assert.Equal(1, WaitOver(wait));
        }

        wait.Lengthen();
        Assert.Equal(1000, WaitOver(wait));
    }

    /// <returns>How many microseconds that took.</returns>
    private double WaitOver(IdleWait wait)
    {
        long begun = _clock.GetTimestamp();
        Assert.False(wait.IsOver);
        _clock.Advance(_clock.GetElapsedTime(begun, wait.Until));
        Assert.True(wait.IsOver);
        return _clock.GetElapsedTime(begun).TotalMicroseconds;
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
