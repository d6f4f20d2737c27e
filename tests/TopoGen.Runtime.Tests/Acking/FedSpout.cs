namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Emits what a test gives it.</summary>
internal abstract class FedSpout(Feed feed)
{
    public SpoutStatus Next()
    {
        if (feed.TryTake(out Token token))
        {
            Emit(in token, token.Number);
            return SpoutStatus.More;
        }

        return feed.IsOver ? SpoutStatus.End : SpoutStatus.Idle;
    }

    public void Ack(long id) => feed.Ack(id);

    public void Fail(long id, FailReason reason)
    {
        if (feed.Fail(id, reason) is { } again)
        {
            Emit(in again, id);
        }
    }

    [Output]
    protected abstract void Emit(in Token token, long id);
}
