namespace TopoGen.Simulation.Tests;

/// <summary>A moment of an epoch, as the store sees it.</summary>
internal enum Moment
{
    /// <summary>The leader has told of it.</summary>
    Announced,

    /// <summary>The last task has reported.</summary>
    Reported,

    Committed,

    /// <summary>A sink has applied a chunk, and its task does not know yet.</summary>
    Applied,
}
