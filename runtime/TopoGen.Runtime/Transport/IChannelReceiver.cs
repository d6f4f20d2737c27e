namespace TopoGen.Runtime;

/// <summary>The receiving end of a channel between workers. Called by the consuming executor's thread, where nothing else is said.</summary>
internal interface IChannelReceiver : IDisposable
{
    /// <summary>Whether <see cref="TryRead"/> would return something. Any thread.</summary>
    bool HasData { get; }

    /// <summary>Tuples received and not yet handled. Any thread; may lag.</summary>
    long Pending { get; }

    /// <summary>The batch at the front, from its first tuple that is not handled yet; the same again until <see cref="Advance"/>.</summary>
    bool TryRead(out ReceivedBatch batch);

    /// <summary>Says that so many bytes and tuples of the batch at the front were handled, or its control signal. Gives credit back to the sender.</summary>
    void Advance(int bytes, int tuples);

    /// <summary>The bytes are no tuples: closes the link with the reason; nothing more is read from this channel.</summary>
    void Refuse(string reason);
}
