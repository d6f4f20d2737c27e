namespace TopoGen;

/// <summary>What a topology promises for each tuple.</summary>
public enum Delivery
{
    /// <summary>Nothing is tracked, nothing replayed, nothing repeated. The fastest.</summary>
    AtMostOnce,

    /// <summary>
    /// Each message that a spout names is tracked until all that followed from it was processed; when it fails, the spout hears of it and
    /// emits it again. Tuples may be processed more than once.
    /// </summary>
    AtLeastOnce,

    /// <summary>State and sinks reflect each tuple once, by transactional epochs.</summary>
    ExactlyOnce,
}
