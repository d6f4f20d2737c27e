using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <content>What goes wrong in the task's component: counted, and reported at a bounded rate.</content>
internal sealed partial class TaskCell
{
    private readonly FailureLog _failures = new(host.Time);
    private readonly FailureLog _messages = new(host.Time);
    private long _failed;

    /// <summary>Counts and reports a tuple whose handler threw.</summary>
    public void TupleFailed<T>(string handler, in T tuple, Exception exception)
    {
        Volatile.Write(ref _failed, _failed + 1);
        UndoCall();
        executor.Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        if (exception is TopologyInputException)
        {
            host.Abort(exception);
        }
        else if (_failures.MayReport(out long unreported))
        {
            string text = Describe(tuple);
            LogTuple(host.Logger, Component, Index, handler, text, unreported, exception);
            host.Report($"{this}.{handler}", $"failed on {text}: {exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Counts and reports a call without a tuple that threw: <c>Next</c>, or a tick.</summary>
    public void CallFailed(string method, Exception exception)
    {
        Volatile.Write(ref _failed, _failed + 1);
        if (exception is TopologyInputException)
        {
            host.Abort(exception);
        }
        else if (_failures.MayReport(out long unreported))
        {
            LogCall(host.Logger, Component, Index, method, unreported, exception);
            host.Report($"{this}.{method}", $"failed: {exception.GetType().Name}: {exception.Message}");
        }
    }

    public void MessageGivenUp(string message, int failures, FailReason reason)
    {
        if (_messages.MayReport(out long unreported))
        {
            LogGivenUp(host.Logger, Component, Index, message, failures, reason, unreported);
            host.Report(ToString(), $"message {message} failed {failures} times, the last time with {reason}, and is given up");
        }
    }

    public void MessageFailed<TId>(TId id, FailReason reason)
    {
        if (Ended == ControlSignal.End && _messages.MayReport(out long unreported))
        {
            string message = Describe(id);
            LogLost(host.Logger, Component, Index, message, reason, unreported);
            host.Report(ToString(), $"message {message} failed with {reason} after the end of the input");
        }
    }

    /// <summary>The exception that ends the run because a hook failed; a user's mistake passes as it is.</summary>
    public Exception Failure(string hook, Exception exception)
        => exception as TopologyInputException
            ?? (Exception)new TopologyFailedException($"{this}.{hook} failed: {exception.Message}", exception);

    private static string Describe<T>(in T tuple)
    {
        const int most = 200;
        try
        {
            string text = tuple?.ToString() ?? "null";
            return text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
        }
        catch (Exception exception)
        {
            return $"{typeof(T).Name} (its ToString threw {exception.GetType().Name})";
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Component}[{Task}].{Handler} failed on {Tuple} ({Unreported} earlier failures not shown)")]
    private static partial void LogTuple(
        ILogger logger, string component, int task, string handler, string tuple, long unreported, Exception exception);

    [LoggerMessage(
        5,
        LogLevel.Error,
        "{Component}[{Task}]: message {Message} failed {Failures} times, the last time with {Reason}, and is given up: it is acked ({Unreported} earlier failures not shown)")]
    private static partial void LogGivenUp(
        ILogger logger, string component, int task, string message, int failures, FailReason reason, long unreported);

    [LoggerMessage(
        6,
        LogLevel.Error,
        "{Component}[{Task}]: message {Message} failed with {Reason} after the end of the input ({Unreported} earlier failures not shown)")]
    private static partial void LogLost(ILogger logger, string component, int task, string message, FailReason reason, long unreported);

    [LoggerMessage(2, LogLevel.Error, "{Component}[{Task}].{Method} failed ({Unreported} earlier failures not shown)")]
    private static partial void LogCall(
        ILogger logger, string component, int task, string method, long unreported, Exception exception);
}
