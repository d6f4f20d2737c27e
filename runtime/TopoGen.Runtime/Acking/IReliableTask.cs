namespace TopoGen.Runtime;

/// <summary>A spout's task that hears what became of its messages.</summary>
internal interface IReliableTask<in TId>
{
    void Acked(TId messageId);

    void Failed(TId messageId, FailReason reason);
}
