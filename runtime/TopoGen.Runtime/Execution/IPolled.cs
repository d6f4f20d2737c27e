namespace TopoGen.Runtime;

/// <summary>A work unit that must be looked at again at a certain time.</summary>
internal interface IPolled
{
    /// <summary>The engine's timestamp at which to look again; null where something else will wake the executor.</summary>
    long? PollAt { get; }

    /// <summary>How often the user's method was called.</summary>
    long Called { get; }
}
