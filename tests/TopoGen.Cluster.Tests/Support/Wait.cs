using System.Diagnostics;

namespace TopoGen.Cluster.Tests;

/// <summary>Waits for conditions, up to a deadline that only a hang or a very slow machine reaches.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks; what is looked at are other processes, which need the processor.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <param name="look">Gives what is there now.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="otherwise">What to say where it does not come.</param>
    /// <returns>What fulfilled the condition.</returns>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> condition, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(Interval);
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            T now = await look();
            if (condition(now))
            {
                return now;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < Limit, $"in {Limit.TotalSeconds} s it did not come to this: {otherwise()}");
            await timer.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(Func<bool> condition, Func<string> otherwise)
        => UntilAsync(() => Task.FromResult(condition()), holds => holds, otherwise);
}
