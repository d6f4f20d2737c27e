using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>Repeats calls of a store until they are answered: an epoch that has begun is never given up.</summary>
internal sealed partial class StoreRetry(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private int _isAway;

    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        TimeSpan wait = Shortest;
        while (true)
        {
            try
            {
                T result = await call().ConfigureAwait(false);
                if (Interlocked.Exchange(ref _isAway, 0) != 0)
                {
                    LogBack(logger);
                }

                return result;
            }
            catch (Exception exception) when (exception is CheckpointStoreException or CoordinationException)
            {
                if (Interlocked.Exchange(ref _isAway, 1) == 0)
                {
                    LogAway(logger, exception.Message);
                }
            }

            await Waiting.Delay(wait, time, cancellation).ConfigureAwait(false);
            wait = wait < Longest ? 2 * wait : Longest;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The checkpoint store does not answer, and is asked again: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(41, LogLevel.Information, "The checkpoint store answers again")]
    private static partial void LogBack(ILogger logger);
}
