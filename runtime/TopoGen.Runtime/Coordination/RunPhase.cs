namespace TopoGen.Runtime;

/// <summary>How far a run is.</summary>
public enum RunPhase
{
    Running,

    /// <summary>All input was bounded, is over, and was processed.</summary>
    Completed,

    /// <summary>It was told to stop, and what had been read was finished.</summary>
    Drained,

    /// <summary>It was told to stop, and work was left when the time for it was over.</summary>
    DrainTimedOut,

    /// <summary>A component could not be built, opened, ended or closed.</summary>
    Failed,

    /// <summary>A component cannot use what it was given; the reason says what.</summary>
    Refused,
}
