namespace TopoGen.Runtime;

/// <summary>What the tasks of a plan are to do.</summary>
public enum PlanMode
{
    /// <summary>Spouts are asked for tuples.</summary>
    Active,

    /// <summary>Spouts are not asked; what was read is processed, and tasks wait.</summary>
    Inactive,

    /// <summary>Spouts stop for good; what was read is finished, and tasks end.</summary>
    Draining,
}
