using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>Repeats calls of a sink until they succeed, and says why they do not: an epoch that is committed is never skipped.</summary>
/// <param name="cell">The sink's task.</param>
internal sealed partial class SinkRetry(TaskCell cell)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>What still fails is reported anew after so long; and so is a call that does not return.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellation)
    {
        TimeSpan wait = Shortest;
        long? reported = null;
        while (true)
        {
            try
            {
                T result = await call().ConfigureAwait(false);
                if (reported is not null)
                {
                    LogBack(cell.Host.Logger, cell.Component, cell.Index);
                }

                return result;
            }
            catch (Exception exception) when (!IsFinal(exception) && !cancellation.IsCancellationRequested)
            {
                if (reported is not { } last || cell.Time.GetElapsedTime(last) >= Reminder)
                {
                    reported = cell.Time.GetTimestamp();
                    LogAway(cell.Host.Logger, cell.Component, cell.Index, exception.Message);
                    cell.Host.Report($"{cell}", $"its commands wait: {exception.Message}");
                }
            }

            await Waiting.Delay(wait, cell.Time, cancellation).ConfigureAwait(false);
            wait = wait < Longest ? 2 * wait : Longest;
        }
    }

    /// <summary>Reports, as long as it is not disposed of, that an epoch's commands are not applied.</summary>
    public IAsyncDisposable Watch(EpochId epoch)
        => cell.Time.CreateTimer(_ => LogLate(cell.Host.Logger, epoch.Number, cell.Component, cell.Index), null, Reminder, Reminder);

    public void ReportReplaced(SinkReplacedException exception)
    {
        LogReplaced(cell.Host.Logger, exception.Message);
        cell.Host.Report($"{cell}", exception.Message);
    }

    /// <summary>What operators have accepted.</summary>
    public void ReportAccepted(string loss)
    {
        LogAccepted(cell.Host.Logger, loss);
        cell.Host.Report($"{cell}", $"{loss}; this is accepted by --accept-loss");
    }

    /// <summary>Commands that nobody applies again.</summary>
    public void ReportLost(long commands, string why)
    {
        LogLost(cell.Host.Logger, commands, cell.Component, cell.Index, why);
        cell.Host.Report($"{cell}", $"{commands:N0} of its commands are lost: {why}");
    }

    public void Report(string method, Exception exception) => LogFailed(cell.Host.Logger, cell.Component, cell.Index, method, exception);

    /// <summary>Whether repeating is of no use.</summary>
    private static bool IsFinal(Exception exception)
        => exception is SinkReplacedException or TopologyInputException or DamagedCheckpointException or TupleFormatException;

    [LoggerMessage(51, LogLevel.Error, "Sink {Component}[{Task}] cannot apply its commands, and tries again: {Reason}")]
    private static partial void LogAway(ILogger logger, string component, int task, string reason);

    [LoggerMessage(57, LogLevel.Warning, "{Loss}; this is accepted by --accept-loss")]
    private static partial void LogAccepted(ILogger logger, string loss);

    [LoggerMessage(56, LogLevel.Error, "{Commands} commands of sink {Component}[{Task}] are lost: {Reason}")]
    private static partial void LogLost(ILogger logger, long commands, string component, int task, string reason);

    [LoggerMessage(55, LogLevel.Warning, "{Reason}")]
    private static partial void LogReplaced(ILogger logger, string reason);

    [LoggerMessage(52, LogLevel.Information, "Sink {Component}[{Task}] applies its commands again")]
    private static partial void LogBack(ILogger logger, string component, int task);

    [LoggerMessage(53, LogLevel.Warning, "Epoch {Epoch} is late: sink {Component}[{Task}] has not applied it")]
    private static partial void LogLate(ILogger logger, long epoch, string component, int task);

    [LoggerMessage(54, LogLevel.Error, "{Component}[{Task}].{Method} of its sink failed")]
    private static partial void LogFailed(ILogger logger, string component, int task, string method, Exception exception);
}
