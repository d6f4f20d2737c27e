using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// Calls the store with a limit of time, and tells the log once for each outage. Thread-safe.
/// </summary>
internal sealed partial class StoreCalls(TimeProvider time, TimeSpan timeout, ILogger logger)
{
    private readonly Lock _gate = new();
    private long? _outSince;
    private long _refused;

    /// <summary>Writes that the store refused because somebody else had taken over.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <param name="call">The call. Where it does not heed its token, it is left behind when the time is over.</param>
    /// <param name="cancellation">Gives up, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Whether there was an answer in time, which one, and when.</returns>
    public async Task<(bool IsAnswered, T Answer, Reading At)> TryAsync<T>(
        Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        TimeSpan asked = Now;
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            T answer = await Waiting.For(call(either.Token), either.Token).ConfigureAwait(false);
            HasAnswered();
            return (true, answer, new Reading(asked, Now));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            HasFailed($"no answer within {Duration.Text(timeout)}", null);
        }
        catch (Exception exception)
        {
            HasFailed(exception.Message, exception is CoordinationException ? null : exception);
        }

        return (false, default!, new Reading(asked, Now));
    }

    /// <inheritdoc cref="TryAsync{T}"/>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellation)
        => (await TryAsync(
            async limit =>
            {
                await call(limit).ConfigureAwait(false);
                return true;
            },
            cancellation).ConfigureAwait(false)).IsAnswered;

    public void CountRefused() => Interlocked.Increment(ref _refused);

    private void HasAnswered()
    {
        long since;
        lock (_gate)
        {
            if (_outSince is not { } began)
            {
                return;
            }

            since = began;
            _outSince = null;
        }

        LogBack(logger, time.GetElapsedTime(since).TotalSeconds);
    }

    private void HasFailed(string why, Exception? exception)
    {
        lock (_gate)
        {
            if (_outSince is not null)
            {
                return;
            }

            _outSince = time.GetTimestamp();
        }

        LogOut(logger, exception, why);
    }

    [LoggerMessage(20, LogLevel.Information, "The coordination store does not answer: {Why}")]
    private static partial void LogOut(ILogger logger, Exception? exception, string why);

    [LoggerMessage(21, LogLevel.Information, "The coordination store answers again after {Seconds:0.0} s")]
    private static partial void LogBack(ILogger logger, double seconds);
}
