namespace TopoGen.Runtime;

/// <summary>A work unit that must be looked at again at a certain time.</summary>
internal interface IPolled
{
    /// <summary>The engine's timestamp at which to look again; null where something else will wake the executor.</summary>
    long? PollAt { get; }

    /// <summary>Its executor has handled something: what is polled may have something sooner than it looked.</summary>
    void Restart()
    {
    }

    /// <summary>Whether a call of the user's method is under way. Any thread.</summary>
    bool IsPending => false;

    /// <summary>How often the user's method was called.</summary>
    long Called { get; }
}
