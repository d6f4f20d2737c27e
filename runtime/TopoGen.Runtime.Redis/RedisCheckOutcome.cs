namespace TopoGen.Runtime.Redis;

/// <summary>How one check of a Redis came out.</summary>
public enum RedisCheckOutcome
{
    Ok,

    /// <summary>It works, with a risk that the text names.</summary>
    Warning,

    /// <summary>Workers cannot use it; the text says what to do.</summary>
    Failed,
}
