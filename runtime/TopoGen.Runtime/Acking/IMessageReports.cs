namespace TopoGen.Runtime;

/// <summary>Where a ledger reports what a spout's task cannot answer for.</summary>
internal interface IMessageReports
{
    /// <summary>Where messages go that are given up; null where nobody reads the error stream, or the task has ended.</summary>
    Output<FailedTuple>? Errors { get; }

    /// <summary>The spout's own method threw.</summary>
    void HookFailed(string method, Exception exception);

    /// <summary>A message has failed so often that it is given up, or it would come again for ever.</summary>
    /// <returns>What to say of it in the error stream.</returns>
    FailedTuple MessageGivenUp<TId>(TId message, int failures, FailReason reason);

    /// <summary>What the error stream was given in place of a message has failed so often that the message is acked.</summary>
    void ErrorGivenUp(in FailedTuple error, int failures);

    /// <summary>A message has failed and the spout is told; it may be too late for it to emit the message again.</summary>
    void MessageFailed<TId>(TId message, FailReason reason);
}
