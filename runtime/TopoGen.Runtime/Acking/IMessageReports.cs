namespace TopoGen.Runtime;

/// <summary>Where a ledger reports what a spout's task cannot answer for.</summary>
internal interface IMessageReports
{
    /// <summary>The spout's own method threw.</summary>
    void CallFailed(string method, Exception exception);

    /// <summary>A message has failed so often that it is acked, or it would come again for ever.</summary>
    void MessageGivenUp(string message, int failures, FailReason reason);

    /// <summary>A message has failed and the spout is told; it may be too late for it to emit the message again.</summary>
    void MessageFailed<TId>(TId message, FailReason reason);
}
