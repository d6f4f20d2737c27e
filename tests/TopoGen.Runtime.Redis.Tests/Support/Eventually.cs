using System.Diagnostics;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>Waits for conditions, up to a deadline.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Repeats a call of the store until it is answered.</summary>
    public static async Task<T> AnswersAsync<T>(Func<Task<T>> call)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (CoordinationException) when (waited.Elapsed < Limit)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Repeats a call of the store until it fails.</summary>
    public static async Task<CoordinationException> FailsAsync<T>(Func<Task<T>> call)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Limit)
        {
            try
            {
                await call();
            }
            catch (CoordinationException exception)
            {
                return exception;
            }
        }

        throw new TimeoutException("The call did not fail.");
    }

    public static async Task HoldsAsync(Func<bool> condition, Func<string> otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Limit, otherwise());
            await Task.Yield();
        }
    }
}
