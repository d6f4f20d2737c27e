namespace TopoGen.Runtime;

/// <summary>A spout's task that hears what became of its messages.</summary>
internal interface IReliableTask<in TId>
{
    void Ack(TId messageId);

    void Fail(TId messageId, FailReason reason);
}
