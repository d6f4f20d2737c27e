namespace TopoGen.Hosting.Tests;

/// <summary>Waits for what must come to be.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);
}
