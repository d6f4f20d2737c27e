namespace TopoGen.Runtime;

/// <summary>How a run ended.</summary>
public enum TopologyOutcome
{
    /// <summary>All input was bounded, is over, and was processed to the end.</summary>
    Completed,

    /// <summary>The topology was told to stop and finished what it had begun.</summary>
    Drained,

    /// <summary>The topology was told to stop, and work was left when the time for it was over.</summary>
    DrainTimedOut,
}
