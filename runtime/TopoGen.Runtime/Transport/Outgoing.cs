namespace TopoGen.Runtime;

/// <summary>Somebody who has frames to send over a link now and then: an end of a channel, or the link itself.</summary>
internal abstract class Outgoing
{
    private int _isQueued;

    /// <summary>Says that there is something to send.</summary>
    /// <returns>Whether it has to be queued; it may be in the queue already.</returns>
    public bool TryQueue() => Interlocked.Exchange(ref _isQueued, 1) == 0;

    /// <summary>It has left the queue and will be asked: what is said from now on queues it again.</summary>
    public void Dequeued() => Interlocked.Exchange(ref _isQueued, 0);

    /// <summary>Puts what there is to send into a buffer. Called by one thread at a time.</summary>
    /// <returns>Whether there may be more.</returns>
    public abstract bool Emit(SendBuffer buffer, LinkConnection connection);
}
