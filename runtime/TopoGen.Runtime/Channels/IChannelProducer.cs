namespace TopoGen.Runtime;

/// <summary>
/// The producing side of a ring or link as its executor sees it. Called by the producing executor's thread only.
/// </summary>
internal interface IChannelProducer
{
    /// <summary>Whether tuples wait beyond the channel's room; the gates of all work units that can reach it are closed then.</summary>
    bool HasOverflow { get; }

    /// <summary>Whether the channel has room at the moment.</summary>
    bool HasRoom { get; }

    /// <summary>Lets the channel close and open a work unit's gate.</summary>
    void Attach(Gate gate);

    /// <summary>Takes <see cref="Attach"/> back.</summary>
    void Detach(Gate gate);

    /// <summary>Moves overflow on as far as there is room.</summary>
    /// <returns>Whether anything was moved.</returns>
    bool DrainOverflow();

    /// <summary>At the end of a turn: makes what was written visible to the consumer and wakes it, at once or soon.</summary>
    void Flush();

    /// <summary>The executor has nothing else to do: nothing that was written may wait any longer.</summary>
    void FlushAll();
}
