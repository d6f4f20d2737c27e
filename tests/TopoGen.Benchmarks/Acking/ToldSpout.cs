using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Counts what it is told of.</summary>
internal sealed class ToldSpout : IReliableTask<long>, IMessageReports
{
    public long Acked { get; private set; }

    public void Ack(long messageId) => Acked++;

    void IReliableTask<long>.Fail(long messageId, FailReason reason) => throw new InvalidOperationException();

    Output<FailedTuple>? IMessageReports.Errors => null;

    void IMessageReports.HookFailed(string method, Exception exception) => throw exception;

    FailedTuple IMessageReports.MessageGivenUp<TId>(TId message, int failures, FailReason reason) => throw new InvalidOperationException();

    void IMessageReports.ErrorGivenUp(in FailedTuple error, int failures) => throw new InvalidOperationException();

    void IMessageReports.MessageFailed<TId>(TId message, FailReason reason) => throw new InvalidOperationException();
}
