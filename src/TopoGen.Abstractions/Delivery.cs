namespace TopoGen;

/// <summary>What a topology promises for each tuple.</summary>
public enum Delivery
{
    /// <summary>Nothing is tracked, nothing replayed, nothing repeated. The fastest.</summary>
    AtMostOnce,

    /// <summary>Each tuple tree is tracked to its end and replayed when it fails.</summary>
    AtLeastOnce,

    /// <summary>State and sinks reflect each tuple once, by transactional epochs.</summary>
    ExactlyOnce,
}
