namespace TopoGen.Runtime;

/// <summary>
/// Waits like <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> and
/// <see cref="Task.WaitAsync(CancellationToken)"/>, but goes on right where the time passes or the token is cancelled, not on the
/// thread pool: so a simulation that moves the clock moves everything, in one thread and in one order.
/// </summary>
internal static class Waiting
{
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static Task Delay(TimeSpan time, TimeProvider provider, CancellationToken cancellation)
        => Delay(time, provider, new TaskCompletionSource(), cancellation);

    /// <summary>The same, but goes on as well when somebody completes <paramref name="done"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task Delay(TimeSpan time, TimeProvider provider, TaskCompletionSource done, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), done);
        using ITimer timer = provider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), done, time, Timeout.InfiniteTimeSpan);
        await done.Task.ConfigureAwait(false);
    }

    /// <summary>A task that is left behind may still fail, and nobody asks it any more; its failure is no news then.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task<T> For<T>(Task<T> task, CancellationToken cancellation)
    {
        if (!task.IsCompleted)
        {
            var first = new TaskCompletionSource();
            _ = task.ContinueWith(
                static (ended, state) =>
                {
                    _ = ended.Exception;
                    ((TaskCompletionSource)state!).TrySetResult();
                },
                first,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), first);
            await first.Task.ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }
}
