using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <content>What goes wrong in the task's component: counted, and reported at a bounded rate.</content>
internal sealed partial class TaskCell
{
    /// <summary>The most characters of a tuple in the error record.</summary>
    private const int MostReported = 200;

    private readonly FailureLog _failures = new(host.Time);
    private readonly FailureLog _messages = new(host.Time);
    private readonly FailureLog _unsent = new(host.Time);
    private long _failed;

    /// <summary>Where what fails in the task is sent; null where nobody reads it, or the task has ended.</summary>
    public Output<FailedTuple>? Errors => _errors;

    /// <summary>Counts and reports a tuple whose handler threw, and sends it into the error stream.</summary>
    /// <param name="handler">The method's name.</param>
    /// <param name="slot">Where the tuple came from.</param>
    /// <param name="tuple">The tuple.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="isTracked">Whether the tuple belongs to messages: their spouts are told, and give them again or give them up.</param>
    public void TupleFailed<T>(string handler, ChannelSlot slot, in T tuple, Exception exception, bool isTracked)
    {
        Volatile.Write(ref _failed, _failed + 1);
        UndoCall();
        executor.Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        if (exception is TopologyInputException)
        {
            host.Abort(exception);
            return;
        }

        if (_failures.MayReport(out long unreported))
        {
            string text = FailureText.Of(tuple, MostReported);
            LogTuple(host.Logger, Component, Index, handler, text, unreported, exception);
            host.Report($"{this}.{handler}", $"failed on {text}: {FailureText.OfThrown(exception, FailedTuple.MostText)}");
        }

        if (_errors is not null && !isTracked)
        {
            SubscriptionDefinition input = definition.Inputs[slot.Channel!.Id.Subscription];
            SendToErrors(new FailedTuple(
                Component, Index, handler, input.Source, input.Stream, FailureText.Of(tuple, FailedTuple.MostText), FailureText.OfThrown(exception, FailedTuple.MostText), 1));
        }
    }

    /// <summary>Counts and reports a call without a tuple that threw, <c>Next</c> or a tick, and sends it into the error stream.</summary>
    public void CallFailed(string method, Exception exception)
    {
        HookFailed(method, exception);
        if (_errors is not null && exception is not TopologyInputException)
        {
            SendToErrors(new FailedTuple(Component, Index, method, "", "", "", FailureText.OfThrown(exception, FailedTuple.MostText), 1));
        }
    }

    public void HookFailed(string method, Exception exception)
    {
        Volatile.Write(ref _failed, _failed + 1);
        if (exception is TopologyInputException)
        {
            host.Abort(exception);
        }
        else if (_failures.MayReport(out long unreported))
        {
            LogCall(host.Logger, Component, Index, method, unreported, exception);
            host.Report($"{this}.{method}", $"failed: {FailureText.OfThrown(exception, FailedTuple.MostText)}");
        }
    }

    public FailedTuple MessageGivenUp<TId>(TId id, int failures, FailReason reason)
    {
        string message = FailureText.Of(id, FailedTuple.MostText);
        if (_messages.MayReport(out long unreported))
        {
            LogGivenUp(host.Logger, Component, Index, message, failures, reason, _errors is null ? "it is acked" : "it goes to the error stream", unreported);
            host.Report(ToString(), $"message {message} failed {failures} times, the last time with {reason}, and is given up");
        }

        return new FailedTuple(Component, Index, "", "", "", message, $"{reason}", failures);
    }

    public void ErrorGivenUp(in FailedTuple error, int failures)
    {
        if (_messages.MayReport(out long unreported))
        {
            LogErrorGivenUp(host.Logger, Component, Index, error.Tuple, failures, unreported);
            host.Report(ToString(), $"message {error.Tuple} was given up, and failed {failures} times in the error stream too: it is acked");
        }
    }

    public void MessageFailed<TId>(TId id, FailReason reason)
    {
        if (Ended == ControlSignal.End && _messages.MayReport(out long unreported))
        {
            string message = FailureText.Of(id, MostReported);
            LogLost(host.Logger, Component, Index, message, reason, unreported);
            host.Report(ToString(), $"message {message} failed with {reason} after the end of the input");
        }
    }

    /// <summary>The exception that ends the run because a hook failed; a user's mistake passes as it is.</summary>
    public Exception Failure(string hook, Exception exception)
        => exception as TopologyInputException
            ?? (Exception)new TopologyFailedException($"{this}.{hook} failed: {exception.Message}", exception);

    /// <summary>
    /// Within the call that failed, where it was not the outermost one: if that fails too, this has not happened either. A single call can fill its channel
    /// beyond every limit, by what it calls directly and fails; the error record has what found no room.
    /// </summary>
    private void SendToErrors(in FailedTuple failed)
    {
        try
        {
            _errors!.Send(in failed);
        }
        catch (Exception exception)
        {
            if (_unsent.MayReport(out long unreported))
            {
                LogUnsent(host.Logger, Component, Index, failed.Tuple, unreported, exception);
                host.Report(ToString(), $"the error stream had no room for {failed.Tuple}: {exception.Message}");
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Component}[{Task}].{Handler} failed on {Tuple} ({Unreported} earlier failures not shown)")]
    private static partial void LogTuple(
        ILogger logger, string component, int task, string handler, string tuple, long unreported, Exception exception);

    [LoggerMessage(
        5,
        LogLevel.Error,
        "{Component}[{Task}]: message {Message} failed {Failures} times, the last time with {Reason}, and is given up: {Consequence} ({Unreported} earlier failures not shown)")]
    private static partial void LogGivenUp(
        ILogger logger, string component, int task, string message, int failures, FailReason reason, string consequence, long unreported);

    [LoggerMessage(
        6,
        LogLevel.Error,
        "{Component}[{Task}]: message {Message} failed with {Reason} after the end of the input ({Unreported} earlier failures not shown)")]
    private static partial void LogLost(ILogger logger, string component, int task, string message, FailReason reason, long unreported);

    [LoggerMessage(
        7,
        LogLevel.Error,
        "{Component}[{Task}]: message {Message} was given up, and failed {Failures} times in the error stream too: it is acked ({Unreported} earlier failures not shown)")]
    private static partial void LogErrorGivenUp(ILogger logger, string component, int task, string message, int failures, long unreported);

    [LoggerMessage(
        8, LogLevel.Error, "{Component}[{Task}]: the error stream had no room for {Tuple}, which failed ({Unreported} earlier failures not shown)")]
    private static partial void LogUnsent(ILogger logger, string component, int task, string tuple, long unreported, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Component}[{Task}].{Method} failed ({Unreported} earlier failures not shown)")]
    private static partial void LogCall(
        ILogger logger, string component, int task, string method, long unreported, Exception exception);
}
