namespace TopoGen.Runtime;

/// <summary>The producing side of a ring as its executor sees it. Called by the producing executor's thread only.</summary>
internal interface IRingProducer
{
    /// <summary>Whether tuples wait beyond the ring's room; the gates of all work units that can reach the ring are closed then.</summary>
    bool HasOverflow { get; }

    /// <summary>Whether the ring has room at the moment.</summary>
    bool HasRoom { get; }

    /// <summary>Lets the ring close and open a work unit's gate; before the start.</summary>
    void Attach(Gate gate);

    /// <summary>Moves overflow into the ring as far as there is room.</summary>
    /// <returns>Whether anything was moved.</returns>
    bool DrainOverflow();

    /// <summary>Makes everything written visible to the consumer and wakes it.</summary>
    void Flush();
}
